import { expect, test } from '@jest/globals';
import { sizeFor, SIZES, sizesToWarm } from './batch-sizes.js';

test('a batch is padded to the next size, and to none that is too small', () => {
  expect(SIZES).toEqual([...SIZES].sort((one, other) => one - other));
  for (let count = 1; count <= SIZES.at(-1)!; count++) {
    const size = sizeFor(count);
    expect(SIZES.filter((each) => each >= count)[0]).toBe(size);
    expect(size).toBeLessThanOrEqual(2 * count);
  }
});

test('one picture alone is not padded, nor is what is larger than all sizes', () => {
  expect(sizeFor(1)).toBe(1);
  expect(sizeFor(SIZES.at(-1)! + 1)).toBe(SIZES.at(-1)! + 1);
});

test('all sizes beyond one picture are prepared for with a light model, fewer with a heavier one, none with a heavy one', () => {
  expect(sizesToWarm(1)).toEqual(SIZES.slice(1));
  expect(sizesToWarm(1e12)).toEqual([]);
  const some = sizesToWarm(2e7);
  expect(some).toEqual(SIZES.slice(1, 1 + some.length));
  expect(some.length).toBeGreaterThan(1);
  expect(some.length).toBeLessThan(SIZES.length);
});

test('with a model of which nothing is known none is', () => {
  expect(sizesToWarm(0)).toEqual([]);
});
