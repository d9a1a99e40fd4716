import { expect, test } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { firstGifFrame } from '../src/gif-file.js';
import { firstTiffPage } from '../src/tiff-file.js';
import { firstWebpFrame } from '../src/webp-file.js';
import { seededDice } from './pngs.js';

const FRAMES = 5;
const [WIDTH, HEIGHT] = [20, 30];

/** Frames of noise, each another. */
function frames(): Sharp {
  const dice = seededDice(4);
  const pixels = Uint8Array.from({ length: WIDTH * HEIGHT * FRAMES * 3 }, () => dice(256));
  return sharp(pixels, { raw: { width: WIDTH, height: HEIGHT * FRAMES, channels: 3, pageHeight: HEIGHT } });
}

const pixelsOf = (file: Uint8Array): Promise<Buffer> => sharp(file).ensureAlpha().raw().toBuffer();

const KINDS = {
  gif: firstGifFrame,
  webp: firstWebpFrame,
  tiff: firstTiffPage,
};

test.each(['gif', 'webp', 'tiff'] as const)('of a %s only the first frame is left, as it was', async (kind) => {
  const whole = await frames().toFormat(kind).toBuffer();
  expect((await sharp(whole).metadata()).pages).toBe(FRAMES);
  const first = KINDS[kind](new Uint8Array(whole));
  expect((await sharp(first).metadata()).pages ?? 1).toBe(1);
  expect(Buffer.compare(await pixelsOf(first), await pixelsOf(whole))).toBe(0);
});

test.each(['gif', 'webp', 'tiff'] as const)(
  'a %s that ends anywhere is left to its decoder, or cut as if whole',
  async (kind) => {
    const whole = new Uint8Array(await frames().toFormat(kind).toBuffer());
    const first = KINDS[kind](whole);
    for (let length = 12; length < whole.length; length += 97) {
      const file = whole.subarray(0, length);
      const cut = KINDS[kind](file);
      expect(cut === file || Buffer.compare(cut.subarray(0, length), first.subarray(0, length)) === 0).toBe(true);
    }
  },
);

test.each(['webp', 'gif', 'tiff'] as const)('a %s of one frame stays what it is', async (kind) => {
  const one = new Uint8Array(
    await frames().extract({ left: 0, top: 0, width: 9, height: 9 }).toFormat(kind).toBuffer(),
  );
  expect(Buffer.compare(KINDS[kind](one), one)).toBe(0);
});
