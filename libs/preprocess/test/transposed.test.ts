import { expect, test } from '@jest/globals';
import { transposed } from '../src/transposed.js';

test('rows become columns', () => {
  const pixels = transposed(Uint8Array.of(1, 2, 3, 4, 5, 6), { width: 3, height: 2, channels: 1 });
  expect([...pixels]).toEqual([1, 4, 2, 5, 3, 6]);
});

test('channels stay together', () => {
  const pixels = transposed(Uint8Array.of(1, 10, 100, 2, 20, 200), { width: 2, height: 1, channels: 3 });
  expect([...pixels]).toEqual([1, 10, 100, 2, 20, 200]);
  const square = Uint8Array.from({ length: 12 }, (_, i) => i);
  expect([...transposed(square, { width: 2, height: 2, channels: 3 })]).toEqual([0, 1, 2, 6, 7, 8, 3, 4, 5, 9, 10, 11]);
});
