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

test('all sizes of a light model are prepared for, of a heavy one fewer, and one picture in any case', () => {
  expect(sizesToWarm(1)).toEqual(SIZES);
  expect(sizesToWarm(1e12)).toEqual([1]);
  const some = sizesToWarm(2e7);
  expect(some).toEqual(SIZES.slice(0, some.length));
  expect(some.length).toBeGreaterThan(1);
  expect(some.length).toBeLessThan(SIZES.length);
});

test('of a model of which nothing is known only one picture is prepared for', () => {
  expect(sizesToWarm(0)).toEqual([1]);
});
