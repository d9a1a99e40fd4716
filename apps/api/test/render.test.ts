import { expect, test } from '@jest/globals';
import { decode } from 'fast-png';
import { rendered } from '../src/saliency/render.js';

/** The colour of a pixel of what is rendered. */
function colourAt(png: Uint8Array, x: number, y: number): number[] {
  const { width, data } = decode(png);
  return [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];
}

const WARM = [247, 103, 7];
const BLUE = [51, 154, 240];

test('what spoke for the answer is warm, what spoke against it blue, and the rest grey', () => {
  const data = Uint8Array.from([255, 255, 255, 0]);
  const png = rendered({ width: 2, height: 2, channels: 1, data, map: Int8Array.from([127, -127, 0, 0]) });
  const { width, height, channels } = decode(png);
  expect([width, height, channels]).toEqual([16, 16, 3]);
  const [upperLeft, upperRight, lowerLeft, lowerRight] = [
    [0, 0],
    [15, 7],
    [7, 8],
    [8, 15],
  ].map(([x, y]) => colourAt(png, x!, y!));
  expect([upperLeft, upperRight]).toEqual([WARM, BLUE]);
  expect(new Set(lowerLeft).size).toBe(1);
  expect(lowerLeft![0]).toBeGreaterThan(128);
  expect(lowerRight).toEqual([0, 0, 0]);
});

test('what spoke little is in between, the stronger the warmer', () => {
  const map = Int8Array.from([0, 20, 60, 127]);
  const png = rendered({ width: 4, height: 1, channels: 1, data: new Uint8Array(4).fill(255), map });
  const blue = [0, 8, 16, 24].map((x) => colourAt(png, x, 0)[2]!);
  expect(blue).toEqual(blue.toSorted((a, b) => b - a));
  expect(new Set(blue).size).toBe(4);
});

test.each([
  [28, 28, 224],
  [64, 32, 256],
  [224, 224, 224],
  [1_024, 300, 1_024],
])('%i × %i becomes a whole multiple, of a size to look at', (width, height, expected) => {
  const [data, map] = [new Uint8Array(width * height * 3), new Int8Array(width * height)];
  const size = decode(rendered({ width, height, channels: 3, data, map }));
  expect([size.width, size.height]).toEqual([expected, (height * expected) / width]);
});

test('colours of the picture itself are grey', () => {
  const data = Uint8Array.from([255, 0, 0]);
  const png = rendered({ width: 1, height: 1, channels: 3, data, map: Int8Array.of(0) });
  expect(new Set(colourAt(png, 0, 0)).size).toBe(1);
});
