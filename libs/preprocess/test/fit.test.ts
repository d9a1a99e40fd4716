import { expect, test } from '@jest/globals';
import type { InputSpec } from '#contract';
import sharp from 'sharp';
import { fit } from '../src/fit.js';
import { Picture } from '../src/picture.js';
import { drawing, image, onPaper, placed, transparent, uniform } from './drawing.js';

const LIMITS = { maxPixels: 1e6 };

async function fitted(upload: Uint8Array, spec: Omit<InputSpec, 'range'>): Promise<number[]> {
  return [...(await fit(new Picture(upload, LIMITS), { ...spec, range: [0, 1] })).pixels];
}

/** Levels in no order, the same every time. */
const noise = (length: number) => Uint8Array.from({ length }, (_, i) => (i * i * 31 + i * 7) % 251);

test.each(['stretch', 'pad'] as const)('%s leaves a picture of the right size as it is', async (how) => {
  for (const [width, height, channels] of [
    [28, 28, 1],
    [22, 29, 1],
    [32, 32, 3],
  ] as const) {
    const pixels = noise(width * height * channels);
    const upload = await sharp(pixels, { raw: { width, height, channels } }).png().toBuffer();
    expect(await fitted(upload, { width, height, channels, fit: how })).toEqual([...pixels]);
  }
});

test('stretch resizes and does no more', async () => {
  const upload = await image(onPaper(drawing('#.', '.#'), 10, 210))
    .png()
    .toBuffer();
  expect(await fitted(upload, { width: 2, height: 2, channels: 1, fit: 'stretch' })).toEqual([10, 210, 210, 10]);
});

test('stretch gives colour to a model of three channels, on white paper', async () => {
  const upload = await transparent(drawing('#.'), [200, 100, 50]).png().toBuffer();
  const colour = await fitted(upload, { width: 2, height: 1, channels: 3, fit: 'stretch' });
  expect(colour).toEqual([200, 100, 50, 255, 255, 255]);
});

test.each([
  ['light on dark', 255, 0],
  ['dark on light', 0, 230],
])('pad keeps the shape of what is %s, on more of its own ground', async (_, ink, paper) => {
  const bar = placed(uniform(40, 60, 255), [300, 100], [130, 20]);
  const upload = await image(onPaper(bar, ink, paper))
    .png()
    .toBuffer();
  const pixels = await fitted(upload, { width: 30, height: 30, channels: 1, fit: 'pad' });
  const ground = Array<number>(300).fill(paper);
  expect([pixels.slice(0, 300), pixels.slice(600)]).toEqual([ground, ground]);
  expect(pixels[15 * 30 + 15]).toBe(ink);
});

test('pad enlarges what is small, upright', async () => {
  const lying = await image(drawing('.#')).withMetadata({ orientation: 6 }).png().toBuffer();
  const pixels = await fitted(lying, { width: 6, height: 8, channels: 1, fit: 'pad' });
  // What lies on the left and right of it is half dark, half light, and may have either colour.
  expect([pixels.slice(1, 5), pixels.slice(43, 47)]).toEqual([Array(4).fill(0), Array(4).fill(255)]);
});
