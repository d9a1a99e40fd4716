import { expect, test } from '@jest/globals';
import type { Raster } from '../src/raster.js';
import { crop, flatten, isCut, paperBehind, sideOf, toGrey, toShades } from '../src/grey.js';
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

const many = (count: number, pixel: number[]): number[][] => Array<number[]>(count).fill(pixel);

test('a grey picture has one shade', () => {
  const { pixels, least, most } = toShades(row(3, [9, 9, 9], [200, 200, 200]));
  expect([...pixels]).toEqual([9, 200]);
  expect(least).toBe(pixels);
  expect(most).toBe(pixels);
});

test('coloured ink shows by its least channel on white, by its most on black', () => {
  const yellow = toShades(row(3, ...many(39, [255, 255, 255]), [255, 230, 0]));
  expect([yellow.pixels[39], yellow.least[39], yellow.least[0]]).toEqual([211, 0, 255]);
  const blue = toShades(row(3, ...many(39, [0, 0, 0]), [0, 0, 255]));
  expect([blue.pixels[39], blue.most[39], blue.most[0]]).toEqual([29, 255, 0]);
});

test('paper in warm light is white to the least of its channels, glare or not', () => {
  const warm = toShades(row(3, [255, 255, 255], ...many(38, [250, 200, 125]), [100, 100, 100]));
  expect(Math.min(warm.least[0]!, warm.least[1]!)).toBeGreaterThanOrEqual(254);
  // Of ink without a colour of its own the red channel is the darkest in this light: 100 of 250.
  expect(warm.least[39]).toBe(102);
});

test('a box is cut where it touches the edge of the picture', () => {
  const picture = drawing('....', '....', '....');
  const inside = { left: 1, top: 1, right: 3, bottom: 2 };
  expect(sideOf(inside)).toBe(2);
  expect(isCut(inside, picture)).toBe(false);
  for (const over of [{ left: 0 }, { top: 0 }, { right: 4 }, { bottom: 3 }]) {
    expect(isCut({ ...inside, ...over }, picture)).toBe(true);
  }
});
