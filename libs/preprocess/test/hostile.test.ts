import { deflateSync } from 'node:zlib';
import { expect, jest, test } from '@jest/globals';
import sharp from 'sharp';
import { imageKind, type ImageKind } from '#contract';
import { isLarge } from '../src/decode.js';
import { Picture } from '../src/picture.js';
import { image, mnist } from './drawing.js';
import { chunk, END, header, png } from './pngs.js';

// Drawing large pictures takes its time.
jest.setTimeout(60_000);

const MEGA = 1_000_000;
/** As little effort as each kind takes, where it takes any. */
const FAST = { png: 1, jpeg: undefined, webp: 0, gif: 1, tiff: undefined, avif: 0 };
const KINDS = ['png', 'jpeg', 'webp', 'gif', 'tiff', 'avif'] as const;

const look = (upload: Uint8Array, maxPixels = 50 * MEGA) => new Picture(upload, { maxPixels }).within(128);
const digit = (kind: ImageKind): Promise<Buffer> => image(mnist(5)).resize(90).toFormat(kind).toBuffer();

test.each(KINDS)('what we take for %s is what its decoder takes it for', async (kind) => {
  const upload = await digit(kind);
  expect(imageKind(upload)).toBe(kind);
  const { format } = await sharp(upload).metadata();
  expect(format === 'heif' ? 'avif' : format).toBe(kind);
});

const MASKED = KINDS.flatMap((mask) => KINDS.filter((kind) => kind !== mask).map((kind) => [kind, mask] as const));

test.each(MASKED)('a %s that begins like a %s is read by no decoder', async (kind, mask) => {
  const [hidden, shown] = [await digit(kind), (await digit(mask)).subarray(0, 12)];
  for (const upload of [Buffer.concat([shown, hidden]), Buffer.concat([shown, hidden.subarray(12)])]) {
    expect(imageKind(upload)).toBe(mask);
    await expect(look(upload)).rejects.toMatchObject({
      code: expect.stringMatching(/^(undecodable_image|image_too_large)$/),
    });
  }
});

test.each([
  ['SVG', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'],
  ['PDF', '%PDF-1.7\n1 0 obj'],
  ['PostScript', '%!PS-Adobe-3.0 EPSF-3.0'],
  ['MVG', 'push graphic-context\nviewbox 0 0 9 9\nimage over 0,0 0,0 "x.png"'],
  ['MSL', '<image><read filename="x.png"/></image>'],
  ['PPM', 'P6\n1 1\n255\nabc'],
  ['PFM', 'PF\n1 1\n-1.0\n'],
  ['OpenEXR', '\x76\x2f\x31\x01\x02\0\0\0'],
  ['Radiance', '#?RADIANCE\n'],
  ['FITS', 'SIMPLE  =                    T'],
  ['the library’s own', '\x08\xf2\xa6\xb6'],
  ['JPEG XL', '\xff\x0a\xfa\x1f'],
  ['JPEG XL in a box', '\0\0\0\x0cJXL \r\n\x87\n'],
  ['JPEG 2000', '\0\0\0\x0cjP  \r\n\x87\n'],
  ['BMP', 'BM\x36\0\0\0'],
  ['ICO', '\0\0\x01\0\x01\0'],
  ['PSD', '8BPS\0\x01'],
  ['BigTIFF', 'II+\0\x08\0\0\0'],
  ['DNG by its look', 'IIRO\x08\0\0\0'],
  ['HEIC', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
  ['MP4', '\0\0\0\x18ftypisom\0\0\0\0mp42isom'],
  ['WebM', '\x1aE\xdf\xa3'],
  ['AVI', 'RIFF\x24\0\0\0AVI LIST'],
  ['a page', '<!doctype html><script>'],
  ['a zip', 'PK\x03\x04'],
])('%s is not opened', async (_what, text) => {
  await expect(look(Buffer.from(text.padEnd(64, '\0'), 'latin1'))).rejects.toMatchObject({ code: 'unsupported_image' });
});

/** A page's directory, little-endian: tag, type (3 short, 4 long), value. */
function tiff(entries: [number, number, number][]): Buffer {
  const upload = Buffer.alloc(8 + 2 + 12 * entries.length + 4);
  upload.write('II*\0\x08', 'latin1');
  upload.writeUInt16LE(entries.length, 8);
  entries.forEach(([tag, type, value], nth) => {
    upload.writeUInt16LE(tag, 10 + 12 * nth);
    upload.writeUInt16LE(type, 12 + 12 * nth);
    upload.writeUInt32LE(1, 14 + 12 * nth);
    upload.writeUInt32LE(value, 18 + 12 * nth);
  });
  return upload;
}

const gif = (width: number, height: number, frame: [number, number]): Buffer => {
  const upload = Buffer.from('GIF89a\0\0\0\0\0\0\0,\0\0\0\0\0\0\0\0\0\x02\x02\x44\x01\0;', 'latin1');
  [width, height].forEach((size, nth) => upload.writeUInt16LE(size, 6 + 2 * nth));
  frame.forEach((size, nth) => upload.writeUInt16LE(size, 18 + 2 * nth));
  return upload;
};

async function jpeg(width: number, height: number): Promise<Buffer> {
  const upload = await digit('jpeg');
  const frame = upload.indexOf(Buffer.from([0xff, 0xc0]));
  upload.writeUInt16BE(height, frame + 5);
  upload.writeUInt16BE(width, frame + 7);
  return upload;
}

async function avif(width: number, height: number): Promise<Buffer> {
  const upload = await digit('avif');
  const size = upload.indexOf('ispe');
  upload.writeUInt32BE(width, size + 8);
  upload.writeUInt32BE(height, size + 12);
  return upload;
}

const animatedWebp = (): Buffer => {
  const upload = Buffer.from(
    'RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\xfe\xff\x3f\xfe\xff\x3fANIM\0\0\0\0',
    'latin1',
  );
  return upload;
};

const blankPng = (width: number, height: number): Buffer =>
  png(
    header({ width, height, type: 0, depth: 1, interlaced: false }),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000))),
    END,
  );

test.each<[string, () => Buffer | Promise<Buffer>]>([
  ['PNG', () => blankPng(60_000, 60_000)],
  ['PNG as wide as can be', () => blankPng(2 ** 31 - 1, 1)],
  ['PNG wider than its decoder reads', () => blankPng(1_000_001, 1)],
  ['JPEG', () => jpeg(65_535, 65_535)],
  ['JPEG higher than its decoder reads', () => jpeg(9, 65_501)],
  ['GIF', () => gif(65_535, 65_535, [1, 1])],
  ['GIF with such a frame', () => gif(9, 9, [65_535, 65_535])],
  ['WebP with frames', animatedWebp],
  [
    'TIFF',
    () =>
      tiff([
        [256, 4, 2 ** 31],
        [257, 4, 2 ** 31],
      ]),
  ],
  [
    'TIFF of one strip',
    () =>
      tiff([
        [256, 3, 65_535],
        [257, 3, 65_535],
        [259, 3, 8],
        [278, 3, 65_535],
      ]),
  ],
  ['AVIF', () => avif(65_536, 65_536)],
])('a %s of more pixels than the limit is refused by its header', async (_what, make) => {
  await expect(look(await make())).rejects.toMatchObject({ code: 'image_too_large' });
});

/** A white picture with a black bar. */
const bar = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#fff' } }).composite([
    {
      input: {
        create: { width: Math.round(width / 20), height: Math.round(height / 2), channels: 3, background: '#000' },
      },
      left: Math.round(width / 2),
      top: Math.round(height / 4),
    },
  ]);

test('what costs much is known by its header', async () => {
  for (const kind of KINDS) {
    expect([kind, isLarge(await bar(1_900, 2_000).toFormat(kind, { effort: FAST[kind] }).toBuffer())]).toEqual([
      kind,
      false,
    ]);
    expect([kind, isLarge(await bar(2_100, 2_000).toFormat(kind, { effort: FAST[kind] }).toBuffer())]).toEqual([
      kind,
      kind !== 'jpeg',
    ]);
  }
  expect(isLarge(await bar(2_100, 2_000).jpeg({ progressive: true }).toBuffer())).toBe(true);
  for (const text of ['', 'II*\0', '\xff\xd8\xff', '<svg/>']) expect(isLarge(Buffer.from(text, 'latin1'))).toBe(false);
});

test('a large picture looks as it does when it is not', async () => {
  const drawn = await bar(2_100, 2_000).png().toBuffer();
  const near = { left: 0.4, top: 0.2, right: 0.6, bottom: 0.8 };
  const [large, small] = [
    new Picture(drawn, { maxPixels: 5 * MEGA }),
    new Picture(await sharp(drawn).resize(1_024).png().toBuffer(), { maxPixels: 5 * MEGA }),
  ];
  for (const [one, other] of [
    [await large.within(128), await small.within(128)],
    [await large.part(near, 128), await small.part(near, 128)],
  ] as const) {
    expect([one.width, one.height]).toEqual([other.width, other.height]);
    const apart = one.pixels.reduce((most, level, at) => Math.max(most, Math.abs(level - other.pixels[at]!)), 0);
    expect(apart).toBeLessThan(40);
  }
});

test('a picture that takes longer than it may is too complex', async () => {
  const upload = await bar(1_900, 2_000).avif({ effort: 0 }).toBuffer();
  const looks = new Picture(upload, { maxPixels: 5 * MEGA, maxTime: 1 }).within(128);
  await expect(looks).rejects.toMatchObject({ code: 'image_too_complex' });
});
