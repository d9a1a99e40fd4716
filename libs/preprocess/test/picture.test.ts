import { expect, test } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { Picture } from '../src/picture.js';
import type { Raster } from '../src/raster.js';
import { drawing, image, mnist, transparent } from './drawing.js';

const LARGE = 1e6;
const opened = (upload: Uint8Array, maxPixels = LARGE): Picture => new Picture(upload, { maxPixels });
const within = (upload: Uint8Array, side: number, maxPixels = LARGE): Promise<Raster> =>
  opened(upload, maxPixels).within(side);
const digit = mnist(5);
const colour = (): Sharp => transparent(digit, [200, 30, 60]).flatten({ background: '#fff' });

const KINDS: Record<string, () => Sharp> = {
  'png, grey': () => image(digit).png(),
  'png, grey, 16 bits': () => image(digit).toColourspace('grey16').png(),
  'png, palette': () => colour().png({ palette: true }),
  'png, alpha': () => transparent(digit, [0, 0, 0]).png(),
  'png, alpha, 16 bits': () => transparent(digit, [0, 0, 0]).toColourspace('rgb16').png(),
  jpeg: () => colour().jpeg(),
  'jpeg, grey': () => image(digit).jpeg(),
  'jpeg, cmyk': () => colour().toColourspace('cmyk').jpeg(),
  webp: () => colour().webp(),
  gif: () => colour().gif(),
  tiff: () => colour().tiff(),
  'tiff, 1 bit': () => image(digit).threshold(128).tiff({ bitdepth: 1 }),
  avif: () => colour().avif(),
};

test.each(Object.entries(KINDS))('reads %s', async (_, draw) => {
  const { width, height, channels, pixels } = await within(await draw().toBuffer(), 100);
  expect([width, height, pixels.length]).toEqual([28, 28, 784 * channels]);
  expect(new Set(pixels).size).toBeGreaterThan(1);
});

test('keeps the levels of 16-bit grey', async () => {
  const { pixels } = await within(await image(digit).toColourspace('grey16').png().toBuffer(), 100);
  expect(pixels.filter((_, i) => i % 3 === 0)).toEqual(Buffer.from(digit.pixels));
});

test('turns a picture upright as its EXIF orientation says', async () => {
  const lying = await image(drawing('##', '..', '.+'))
    .withMetadata({ orientation: 6 })
    .png()
    .toBuffer();
  const { width, height, pixels } = await within(lying, 100);
  expect([width, height]).toEqual([3, 2]);
  expect([...pixels.filter((_, i) => i % 3 === 0)]).toEqual([...drawing('..#', '+.#').pixels]);
});

test('reduces large pictures, keeping their shape, and enlarges none', async () => {
  const wide = await image(digit).resize(600, 300, { fit: 'fill' }).jpeg().toBuffer();
  expect(await within(wide, 200)).toMatchObject({ width: 200, height: 100 });
  expect(await within(wide, 700)).toMatchObject({ width: 600, height: 300 });
});

test.each([
  ['fill', 32, 40],
  ['fill', 700, 20],
  ['inside', 32, 16],
  ['inside', 900, 450],
] as const)('resizes to %s a size: %i × %i', async (fit, width, height) => {
  const wide = await image(digit).resize(600, 300, { fit: 'fill' }).jpeg().toBuffer();
  const bounds = { width, height: fit === 'fill' ? height : 2 * width };
  expect(await opened(wide).resized(bounds, fit)).toMatchObject({ width, height });
});

test('however flat, something is left of a picture', async () => {
  const line = await image(digit).resize(900, 2, { fit: 'fill' }).png().toBuffer();
  expect(await opened(line).resized({ width: 28, height: 28 }, 'inside')).toMatchObject({ width: 28, height: 1 });
});

/** A picture that tells in its colours where a pixel lies. */
function map(width: number, height: number): Sharp {
  const pixels = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % width, Math.floor(i / 3 / width)];
    return [x >> 1, y >> 1, (x % 2) * 128 + (y % 2) * 64][i % 3]!;
  });
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

const PART = { left: 0.25, top: 0.5, right: 0.5, bottom: 0.75 };

test('a closer look at a part shows it as large as it is', async () => {
  const { width, height, pixels } = await opened(await map(512, 320).png().toBuffer()).part(PART, 200);
  expect([width, height]).toEqual([128, 80]);
  expect([...pixels]).toEqual([
    ...(await map(512, 320).extract({ left: 128, top: 160, width, height }).raw().toBuffer()),
  ]);
});

test('a large part is reduced', async () => {
  const { width, height, pixels } = await opened(await map(512, 320).png().toBuffer()).part(PART, 64);
  expect([width, height]).toEqual([64, 40]);
  for (const [x, y] of [
    [0, 0],
    [63, 0],
    [0, 39],
    [63, 39],
  ] as const) {
    const at = (y * 64 + x) * 3;
    expect(Math.abs(pixels[at]! - (64 + x))).toBeLessThanOrEqual(1);
    expect(Math.abs(pixels[at + 1]! - (80 + y))).toBeLessThanOrEqual(1);
  }
});

test('the part is one of the upright picture', async () => {
  const lying = await map(320, 512).withMetadata({ orientation: 6 }).png().toBuffer();
  const { width, height, pixels } = await opened(lying).part(PART, 200);
  expect([width, height]).toEqual([128, 80]);
  // Turned by a quarter: 128 to 255 across were 383 to 256 down, 160 to 239 down were the same across.
  expect([...pixels.subarray(0, 3)]).toEqual([80, 191, 64]);
  expect([...pixels.subarray(-3)]).toEqual([119, 128, 128]);
});

test.each(['png', 'jpeg', 'webp', 'gif', 'tiff', 'avif'] as const)('a truncated %s is undecodable', async (kind) => {
  const whole = await image(digit).resize(200).toFormat(kind).toBuffer();
  const upload = whole.subarray(0, Math.floor(whole.length * 0.7));
  await expect(within(upload, 100)).rejects.toMatchObject({ code: 'undecodable_image' });
});

test('a picture of more pixels than the limit is too large, one of as many is not', async () => {
  const upload = await image(digit).png().toBuffer();
  await expect(within(upload, 100, 783)).rejects.toMatchObject({ code: 'image_too_large' });
  await expect(within(upload, 100, 784)).resolves.toMatchObject({ width: 28 });
});

test('the limit is judged by the header, before anything is decoded', async () => {
  const whole = await image(digit).resize(200).png().toBuffer();
  const broken = whole.subarray(0, Math.floor(whole.length * 0.7));
  await expect(within(broken, 100, 39_999)).rejects.toMatchObject({ code: 'image_too_large' });
});

test.each([
  ['nothing', ''],
  ['text', 'not a picture at all'],
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
  ['PDF', '%PDF-1.7'],
  ['HEIC', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
])('%s is unsupported', async (_, text) => {
  const upload = Buffer.from(text, 'latin1');
  await expect(within(upload, 100)).rejects.toMatchObject({ code: 'unsupported_image' });
});
