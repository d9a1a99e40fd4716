import { expect, test } from '@jest/globals';
import { keptFor } from './retention.js';

const HOUR = 3_600_000;

test.each([
  [0, HOUR],
  [0.6, HOUR],
  [0.7, HOUR / 2],
  [0.75, HOUR / 4],
  [0.8, 60_000],
  [1.1, 60_000],
])('with %d of the memory in use', (memory, ms) => {
  expect(keptFor(HOUR, memory)).toBe(ms);
});

test('never for longer than is wished', () => {
  expect([0, 0.7, 0.9].map((memory) => keptFor(10_000, memory))).toEqual([10_000, 10_000, 10_000]);
});
