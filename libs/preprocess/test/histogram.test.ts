import { expect, test } from '@jest/globals';
import { histogram, otsu, part, quantile, total } from '../src/histogram.js';

const counted = (...levels: number[]) => histogram(Int16Array.from(levels));

test('levels from -255 to 255 are counted', () => {
  const counts = counted(-255, 7, 255, 7);
  expect(counts).toHaveLength(511);
  expect([counts[0], counts[255 + 7], counts[510], total(counts)]).toEqual([1, 2, 1, 4]);
});

test('a part holds both of its ends', () => {
  const counts = counted(-3, -2, 0, 4, 5);
  expect(part(counts, -2, 4)).toEqual(counted(-2, 0, 4));
  expect(part(counts, 256, 255)).toEqual(counted());
  expect(part(counts, -300, -256)).toEqual(counted());
});

test.each([
  [0.25, -10],
  [0.26, 0],
  [0.5, 0],
  [0.75, 20],
  [0.76, 40],
])('a share of %d of four levels does not exceed %d', (share, level) => {
  expect(quantile(counted(40, 0, -10, 20), share)).toBe(level);
});

test('nothing has quantile 0', () => {
  expect(quantile(counted(), 0.5)).toBe(0);
});

// By hand: shares times squared distance of means are 3×3×8² = 576 after level 0 and 4×2×9² = 648 after level 4.
test('dark and light are parted where they lie furthest apart', () => {
  expect(otsu(counted(0, 0, 0, 4, 10, 10))).toBe(4);
  expect(otsu(counted(0, 0, 0, 7, 10, 10))).toBe(0);
});
