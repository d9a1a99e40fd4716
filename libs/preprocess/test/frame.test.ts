import { expect, test } from '@jest/globals';
import { frame } from '../src/frame.js';
import type { Box, GreyImage } from '../src/grey.js';

/** A filled box in an empty picture. */
function block(width: number, height: number, { left, top, right, bottom }: Box, level = 255): GreyImage {
  const pixels = new Uint8Array(width * height);
  for (let y = top; y < bottom; y++) pixels.fill(level, y * width + left, y * width + right);
  return { width, height, pixels };
}

test('a digit that has its size is moved by whole pixels to the middle', () => {
  const box = { left: 2, top: 0, right: 12, bottom: 20 };
  const framed = frame(block(40, 40, box), box, 28, 28);
  expect(framed).toEqual(block(28, 28, { left: 10, top: 5, right: 20, bottom: 25 }));
});

test('one that lies in the middle already is left alone', () => {
  const box = { left: 9, top: 5, right: 20, bottom: 25 };
  const picture = block(28, 28, box);
  expect(frame(picture, box, 28, 28)).toEqual(picture);
});

test('a large one is reduced to 20 of 28 pixels, its aspect kept', () => {
  const box = { left: 10, top: 100, right: 50, bottom: 180 };
  expect(frame(block(300, 300, box), box, 28, 28)).toEqual(block(28, 28, { left: 10, top: 5, right: 20, bottom: 25 }));
});

test('a small one is enlarged', () => {
  const box = { left: 0, top: 3, right: 5, bottom: 8 };
  const { pixels } = frame(block(20, 20, box), box, 28, 28);
  expect(pixels[14 * 28 + 6]).toBeGreaterThan(127);
  expect(pixels[14 * 28 + 2]).toBe(0);
});

test('pale ink is brought to full strength', () => {
  const box = { left: 0, top: 0, right: 20, bottom: 20 };
  const { pixels } = frame(block(20, 20, box, 60), box, 28, 28);
  expect(Math.max(...pixels)).toBe(255);
});

test('the centre of mass goes to the middle, but never so far that the digit sticks out', () => {
  const box = { left: 0, top: 0, right: 20, bottom: 20 };
  const hook = block(20, 20, box, 1);
  for (let y = 0; y < 20; y++) hook.pixels.fill(255, y * 20, y * 20 + 2);
  const { pixels } = frame(hook, box, 28, 28);
  expect([...pixels.subarray(14 * 28, 15 * 28)]).toEqual([...Array(8).fill(0), 255, 255, ...Array(18).fill(1)]);
});

test('what lies outside the box is cut off', () => {
  const box = { left: 4, top: 4, right: 24, bottom: 24 };
  const picture = block(28, 28, box);
  picture.pixels[0] = 255;
  expect(frame(picture, box, 28, 28).pixels[28 + 1]).toBe(0);
});

test('other sizes keep the proportions', () => {
  const box = { left: 0, top: 0, right: 40, bottom: 80 };
  expect(frame(block(40, 80, box), box, 56, 56)).toEqual(block(56, 56, { left: 19, top: 9, right: 39, bottom: 49 }));
});
