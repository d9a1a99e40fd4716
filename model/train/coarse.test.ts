import { expect, test } from '@jest/globals';
import { blankCanvas } from './canvas.js';
import { coarsen } from './coarse.js';

/** A block of ink, 4 pixels wide and 8 high. */
const block = blankCanvas(20);
for (let y = 6; y < 14; y++) for (let x = 3; x < 7; x++) block.ink[y * 20 + x] = x < 5 ? 1 : 0.5;

const same = (ink: number) => ink;

test('a digit is cut tight and reduced by area, with paper around', () => {
  const { width, height, ink } = coarsen(block, { side: 4, stretch: 0, paint: same })!;
  expect([width, height]).toEqual([4, 6]);
  const row = [0, 1, 0.5, 0];
  expect([...ink]).toEqual([0, 0, 0, 0, ...row, ...row, ...row, ...row, 0, 0, 0, 0]);
});

test('stretched, it fills the square; tones are the painter’s', () => {
  const { width, height, ink } = coarsen(block, { side: 2, stretch: 1, paint: (level) => level / 2 })!;
  expect([width, height]).toEqual([4, 4]);
  expect([...ink.slice(4, 8)]).toEqual([0, 0.5, 0.25, 0]);
});

test('pixels that straddle cells are shared', () => {
  const { ink, width } = coarsen(block, { side: 3, stretch: 1, paint: same })!;
  expect([...ink.slice(width + 1, width + 4)]).toEqual([1, 0.75, 0.5].map((level) => expect.closeTo(level, 5)));
});

test('nothing comes of nothing', () => {
  expect(coarsen(blankCanvas(8), { side: 4, stretch: 0, paint: same })).toBeUndefined();
});
