import { expect, test } from '@jest/globals';
import { seededRandom, shuffled } from './random.js';

const draw = (...seed: number[]) => Array.from({ length: 10_000 }, seededRandom(...seed));

test('the same seed gives the same numbers, any other seed others', () => {
  expect(draw(1, 2)).toEqual(draw(1, 2));
  expect(draw(1, 2)).not.toEqual(draw(1, 3));
  expect(draw(1, 2)).not.toEqual(draw(2, 1));
});

test('numbers are spread evenly over 0 to 1', () => {
  const tenths = new Array<number>(10).fill(0);
  for (const number of draw(7)) tenths[Math.floor(number * 10)]!++;
  for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

test('shuffling keeps every item and leaves the original alone', () => {
  const items = Array.from({ length: 100 }, (_, index) => index);
  const order = shuffled(items, seededRandom(3));
  expect(order).not.toEqual(items);
  expect([...order].sort((a, b) => a - b)).toEqual(items);
  expect(items[99]).toBe(99);
});
