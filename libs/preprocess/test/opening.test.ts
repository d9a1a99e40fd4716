import { expect, test } from '@jest/globals';
import type { GreyImage } from '../src/grey.js';
import { opened } from '../src/opening.js';

/** 80×80, of a level for each column. */
function columns(levelOf: (x: number) => number): GreyImage {
  const row = Array.from({ length: 80 }, (_, x) => levelOf(x));
  return { width: 80, height: 80, pixels: Uint8Array.from(Array(80).fill(row).flat()) };
}

const middle = (levels: Uint8Array) => [...levels.subarray(40 * 80, 41 * 80)];
const transposed = ({ width, pixels }: GreyImage): GreyImage => ({
  width,
  height: width,
  pixels: pixels.map((_, i) => pixels[(i % width) * width + Math.floor(i / width)]!),
});

test('a stroke vanishes into its paper', () => {
  const stroke = columns((x) => (x >= 30 && x < 46 ? 200 : 20));
  expect(opened(stroke)).toEqual(columns(() => 20).pixels);
  expect(opened(transposed(stroke))).toEqual(columns(() => 20).pixels);
});

test('a shadow stays, its edge as sharp as the cells are fine', () => {
  const shadow = columns((x) => (x < 40 ? 200 : 0));
  const levels = middle(opened(shadow));
  expect(levels.slice(36, 44)).toEqual([200, 200, 175, 125, 75, 25, 0, 0]);
  expect(levels[0]).toBe(200);
  expect(opened(transposed(shadow))).toEqual(transposed({ ...shadow, pixels: opened(shadow) }).pixels);
});

test('a stroke in the shadow vanishes, the shadow stays', () => {
  const levels = middle(opened(columns((x) => (x >= 12 && x < 20 ? 250 : x < 40 ? 100 : 0))));
  expect(levels.slice(0, 38)).toEqual(Array(38).fill(100));
});

test('what is low and narrow is kept: only what is high goes', () => {
  const levels = middle(opened(columns((x) => (x >= 40 && x < 44 ? 0 : 100))));
  expect([levels[37], levels[41], levels[42], levels[46]]).toEqual([100, 13, 13, 100]);
});

test('sides need not be whole cells', () => {
  const picture = { width: 9, height: 5, pixels: new Uint8Array(45).fill(77) };
  expect(opened(picture)).toEqual(picture.pixels);
});
