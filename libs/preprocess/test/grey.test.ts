import { expect, test } from '@jest/globals';
import type { Raster } from '../src/decode.js';
import { crop, flatten, paperBehind, toGrey } from '../src/grey.js';
import { drawing } from './drawing.js';

const row = (channels: 3 | 4, ...pixels: number[][]): Raster => ({
  width: pixels.length,
  height: 1,
  channels,
  pixels: Uint8Array.from(pixels.flat()),
});

test('colours turn grey by BT.601 luma', () => {
  const { pixels } = toGrey(row(3, [255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255], [9, 9, 9]));
  expect([...pixels]).toEqual([76, 150, 29, 255, 9]);
});

test('transparency shows the paper in proportion', () => {
  const raster = row(4, [0, 100, 200, 255], [0, 100, 200, 0], [0, 100, 200, 51]);
  expect([...flatten(raster, 255).pixels]).toEqual([0, 100, 200, 255, 255, 255, 204, 224, 244]);
  expect([...flatten(raster, 0).pixels]).toEqual([0, 100, 200, 0, 0, 0, 0, 20, 40]);
});

test('a picture without alpha stays as it is', () => {
  const raster = row(3, [1, 2, 3]);
  expect(flatten(raster, 255)).toBe(raster);
});

test.each([
  ['black ink', [0, 0, 0, 255], 255],
  ['blue ink', [20, 40, 200, 255], 255],
  ['white ink', [255, 255, 255, 255], 0],
  ['yellow ink', [255, 230, 0, 255], 0],
])('%s gets paper that it shows on', (_, ink, paper) => {
  expect(paperBehind(row(4, ink, [0, 0, 0, 0], [255, 255, 255, 0]))).toBe(paper);
});

test('dark ink on a visible white sheet gets white paper', () => {
  expect(paperBehind(row(4, [0, 0, 0, 255], ...Array(50).fill([255, 255, 255, 255]), [0, 0, 0, 0]))).toBe(255);
});

test('crops to a box', () => {
  const part = crop(drawing('....', '.#+.', '.-#.'), { left: 1, top: 1, right: 3, bottom: 3 });
  expect(part).toEqual(drawing('#+', '-#'));
});
