import { expect, test } from '@jest/globals';
import { blankCanvas, type Canvas, extentOf } from './canvas.js';
import { drawPath } from './pen.js';
import { retrace } from './retrace.js';
import { skeletonOf } from './skeleton.js';

/** A 7 with a broad pen. */
function seven(): Canvas {
  const canvas = blankCanvas(28);
  drawPath(
    canvas,
    [
      [9, 5],
      [19, 5],
      [12, 22],
    ],
    1.8,
  );
  return canvas;
}

const mass = ({ ink }: Canvas) => ink.reduce((sum, value) => sum + value, 0);

test('the skeleton of a broad stroke is a line as long as the stroke, one pixel wide and in its middle', () => {
  const bar = blankCanvas(20);
  drawPath(
    bar,
    [
      [4, 10],
      [16, 10],
    ],
    2.2,
  );
  const pixels = skeletonOf(bar);
  expect(pixels.length).toBeGreaterThanOrEqual(9);
  expect(pixels.length).toBeLessThanOrEqual(15);
  for (const [, y] of pixels) expect(Math.abs(y - 10)).toBeLessThanOrEqual(1);
  expect(new Set(pixels.map(([x]) => x)).size).toBe(pixels.length);
});

test('a ring stays a ring', () => {
  const ring = blankCanvas(20);
  drawPath(
    ring,
    [
      [5, 5],
      [14, 5],
      [14, 14],
      [5, 14],
      [5, 5],
    ],
    1.5,
  );
  const pixels = skeletonOf(ring);
  const near = ([x, y]: readonly [number, number]) =>
    pixels.filter(([otherX, otherY]) => Math.max(Math.abs(otherX - x), Math.abs(otherY - y)) === 1).length;
  expect(pixels.length).toBeGreaterThan(25);
  for (const pixel of pixels) expect(near(pixel)).toBeGreaterThanOrEqual(2);
});

test('a digit is drawn again with the pen asked for, as large as the sheet allows', () => {
  const thin = retrace(seven(), { side: 32, stretch: 0, radius: 0.5 });
  const thick = retrace(seven(), { side: 32, stretch: 0, radius: 2 });
  expect(mass(thick)).toBeGreaterThan(2.5 * mass(thin));
  const { top, bottom, left, right } = extentOf(thin, 0.5)!;
  expect(bottom - top).toBeGreaterThanOrEqual(27);
  expect(right - left).toBeLessThan(22);
});

test('stretched, it fills the square', () => {
  const { top, bottom, left, right } = extentOf(retrace(seven(), { side: 32, stretch: 1, radius: 0.5 }), 0.5)!;
  expect(bottom - top).toBeGreaterThanOrEqual(27);
  expect(right - left).toBeGreaterThanOrEqual(27);
});

test('without ink nothing is drawn', () => {
  expect(mass(retrace(blankCanvas(28), { side: 20, stretch: 0, radius: 1 }))).toBe(0);
});
