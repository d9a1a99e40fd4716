import { expect, test } from '@jest/globals';
import { Piecemeal } from '../src/http/piecemeal.js';

const COUNT = 100_000;
const isEverTooFine = (sizeOf: (at: number) => number): boolean => {
  const piecemeal = new Piecemeal();
  return Array.from({ length: COUNT }, (_, at) => piecemeal.isTooFine(Buffer.alloc(sizeOf(at)))).includes(true);
};

test('bytes one by one are too fine, packets are not', () => {
  expect(isEverTooFine(() => 1)).toBe(true);
  expect(isEverTooFine(() => 1_400)).toBe(false);
  expect(isEverTooFine((at) => (at % 10 === 0 ? 1_400 : 1))).toBe(false);
});
