import { deflateSync } from 'node:zlib';
import { beforeEach, expect, test } from '@jest/globals';
import sharp, { type PngOptions } from 'sharp';
import { readPlainPng } from '../src/plain-png.js';
import type { Raster } from '../src/raster.js';
import { chunk, DIRECT, draft, END, header, plain, png, seededDice, type ColourType, type Dice } from './pngs.js';

const SIDE = 128;
const MAX_PIXELS = 1e6;
/** Files of each kind that are compared. */
const EACH = 32;

let dice: Dice;
beforeEach(() => {
  dice = seededDice(7);
});

const read = (upload: Uint8Array): Raster | null => readPlainPng(new Uint8Array(upload), SIDE, MAX_PIXELS);

/** The general decoder's word, as uploads are read with it; null where it refuses. */
async function reference(upload: Uint8Array): Promise<Raster | null> {
  const picture = sharp(upload, { autoOrient: true, failOn: 'error', limitInputPixels: MAX_PIXELS })
    .resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true, kernel: 'linear' })
    .raw();
  const { data, info } = await picture.toBuffer({ resolveWithObject: true }).catch(() => ({ data: null, info: null }));
  if (!data) return null;
  return { width: info.width, height: info.height, channels: info.channels as 3 | 4, pixels: new Uint8Array(data) };
}

/** How many of the files are read here, and how many by the general decoder: what both read must be the same. */
async function compare(uploads: Uint8Array[]): Promise<{ here: number; there: number }> {
  const references = await Promise.all(uploads.map(reference));
  const found = uploads.map(read);
  const wrong = uploads.filter((_, nth) => found[nth] && !isSame(found[nth], references[nth]!));
  expect(wrong.map((upload) => Buffer.from(upload).toString('base64'))).toEqual([]);
  return { here: found.filter(Boolean).length, there: references.filter(Boolean).length };
}

const isSame = (one: Raster, other: Raster | null): boolean =>
  other !== null &&
  [one.width, one.height, one.channels].join() === [other.width, other.height, other.channels].join() &&
  Buffer.compare(one.pixels, other.pixels) === 0;

const many = (make: (type: ColourType, nth: number) => Uint8Array): Uint8Array[] =>
  Array.from({ length: EACH }, (_, nth) => make(DIRECT[nth % DIRECT.length]!, nth));

/** A PNG as other programs write them. */
async function written(channels: 1 | 2 | 3 | 4, options: PngOptions = {}): Promise<Buffer> {
  const { width, height, rows } = draft(dice, { 1: 0, 2: 4, 3: 2, 4: 6 }[channels] as ColourType);
  const picture = sharp(rows.subarray(0, width * height * channels), { raw: { width, height, channels } });
  return (channels < 3 ? picture.toColourspace('b-w') : picture).png(options).toBuffer();
}

test.each([
  ['grey', 0],
  ['RGB', 2],
  ['grey with alpha', 4],
  ['RGBA', 6],
] as const)('a plain PNG is read: %s', async (_what, type) => {
  const uploads = Array.from({ length: EACH }, () => plain(draft(dice, type)));
  expect(await compare(uploads)).toEqual({ here: EACH, there: EACH });
});

test('what other programs write is read', async () => {
  const kinds = ([1, 2, 3, 4] as const).flatMap((channels) => [
    written(channels, { adaptiveFiltering: true }),
    written(channels, { compressionLevel: 0 }),
  ]);
  const uploads = await Promise.all(kinds);
  const { here, there } = await compare(uploads);
  expect([here, there]).toEqual([uploads.length, uploads.length]);
});

test.each(['pHYs', 'tEXt', 'tIME'])('%s says nothing of how pixels look, so it does no harm', async (name) => {
  const data = { pHYs: '\0\0\0\x01\0\0\0\x01\x01', tEXt: 'Title\0digit', tIME: '\x07\xea\x01\x01\x01\x01\x01' }[name]!;
  const silent = chunk(name, data);
  const uploads = many((type, nth) => {
    const one = draft(dice, type);
    const [head, body] = [header(one), chunk('IDAT', one.stream)];
    return nth % 2 === 0 ? png(head, silent, body, END) : png(head, body, silent, END);
  });
  expect(await compare(uploads)).toEqual({ here: EACH, there: EACH });
});

test('a stream in several parts is read', async () => {
  const uploads = many((type) => {
    const one = draft(dice, type);
    const cuts = [dice(one.stream.length), dice(one.stream.length)].sort((a, b) => a - b);
    const parts = [[0, cuts[0]], [...cuts], [cuts[1]]].map(([from, to]) =>
      chunk('IDAT', one.stream.subarray(from, to)),
    );
    return png(header(one), ...parts, END);
  });
  expect(await compare(uploads)).toEqual({ here: EACH, there: EACH });
});

const TRANSPARENT: Partial<Record<ColourType, string>> = { 0: '\0\x01', 2: '\0\x01\0\x02\0\x03' };
const ORIENTATION = Buffer.from('4d4d002a00000008000101120003000000010006000000000000', 'hex');

/** What has to be left to the general decoder: it looks otherwise than its values say. */
test.each<[string, (type: ColourType) => Uint8Array]>([
  ['with a gamma', (type) => with_(type, 'gAMA', '\0\x01\x86\xa0')],
  ['with a transparent colour', (type) => with_(type, 'tRNS', TRANSPARENT[type] ?? '\0\0')],
  ['with a colour space', (type) => with_(type, 'sRGB', '\0')],
  ['with white and primaries', (type) => with_(type, 'cHRM', '\0'.repeat(32))],
  ['with a profile', (type) => with_(type, 'iCCP', 'a\0\0x')],
  ['with an orientation', (type) => with_(type, 'eXIf', ORIENTATION)],
  ['with a background', (type) => with_(type, 'bKGD', '\0\x03')],
  ['with a palette', (type) => with_(type, 'PLTE', '\x01\x02\x03')],
  ['with a chunk that must be understood', (type) => with_(type, 'ABCD', '\x01')],
  ['with a chunk that nobody knows', (type) => with_(type, 'abCd', '\x01')],
  ['of 16 bits', (type) => plain(draft(dice, type, 16))],
  ['of 4 bits', (type) => plain(draft(dice, type, 4))],
  ['of 1 bit', (type) => plain(draft(dice, type, 1))],
  ['of palette colours', () => plain(draft(dice, 3))],
  ['said to be interlaced', (type) => plain({ ...draft(dice, type), interlaced: true })],
  ['with a second header', (type) => with_(type, 'IHDR', header(draft(dice, type)).subarray(8, 21))],
])('a PNG %s is not plain', async (_what, make) => {
  expect(await compare(many(make))).toMatchObject({ here: 0 });
});

/** A picture with a further chunk before or after its pixels. */
function with_(type: ColourType, name: string, data: Uint8Array | string): Buffer {
  const one = draft(dice, type);
  const [head, further, body] = [header(one), chunk(name, data), chunk('IDAT', one.stream)];
  return dice(2) === 0 ? png(head, further, body, END) : png(head, body, further, END);
}

test('what is interlaced, has a palette or 16 bits indeed is not plain', async () => {
  const uploads = await Promise.all([
    written(3, { progressive: true }),
    written(3, { palette: true }),
    sharp(await written(3))
      .toColourspace('rgb16')
      .png()
      .toBuffer(),
  ]);
  expect(await compare(uploads)).toEqual({ here: 0, there: 3 });
});

/** A damaged stream in a file that is whole. */
const damaged = (change: (rows: Uint8Array, stream: Buffer) => Uint8Array) => (type: ColourType) => {
  const one = draft(dice, type);
  return plain({ ...one, stream: change(one.rows, Buffer.from(one.stream)) });
};

/** @returns the bytes with one of them, at `at`, changed */
function changed(bytes: Uint8Array, at: number): Buffer {
  const other = Buffer.from(bytes);
  other[at]! ^= 1 + dice(255);
  return other;
}

test.each<[string, (type: ColourType) => Uint8Array]>([
  ['a wrong checksum of its header', (type) => changed(plain(draft(dice, type)), 29 + dice(4))],
  [
    'a wrong checksum of its pixels',
    (type) => {
      const upload = plain(draft(dice, type));
      return changed(upload, upload.length - END.length - 1 - dice(4));
    },
  ],
  ['a wrong checksum of its stream', damaged((_rows, stream) => changed(stream, stream.length - 1 - dice(4)))],
  [
    'too few rows',
    damaged((rows) => deflateSync(rows.subarray(0, rows.length - 1 - dice(Math.min(9, rows.length - 1) || 1)))),
  ],
  ['too many rows', damaged((rows) => deflateSync(Buffer.concat([rows, Buffer.alloc(1 + dice(9))])))],
  ['a stream cut short', damaged((_rows, stream) => stream.subarray(0, stream.length - 5 - dice(4)))],
  [
    'a filter that there is not',
    damaged((rows) => {
      const other = rows.slice();
      other[0] = 5 + dice(200);
      return deflateSync(other);
    }),
  ],
  [
    'its pixels in two places',
    (type) => {
      const one = draft(dice, type);
      const cut = 1 + dice(one.stream.length - 1);
      const [first, second] = [one.stream.subarray(0, cut), one.stream.subarray(cut)];
      return png(header(one), chunk('IDAT', first), chunk('tEXt', 'a\0b'), chunk('IDAT', second), END);
    },
  ],
  ['no pixels', (type) => png(header(draft(dice, type)), END)],
  ['no header', (type) => png(chunk('IDAT', draft(dice, type).stream), END)],
  [
    'no end',
    (type) => {
      const upload = plain(draft(dice, type));
      return upload.subarray(0, upload.length - END.length);
    },
  ],
  [
    'an end that says something',
    (type) => {
      const one = draft(dice, type);
      return png(header(one), chunk('IDAT', one.stream), chunk('IEND', 'x'));
    },
  ],
  ['something after its end', (type) => Buffer.concat([plain(draft(dice, type)), Buffer.alloc(1 + dice(9))])],
  ['no width', (type) => plain({ ...draft(dice, type), width: 0 })],
])('a PNG with %s is left to the general decoder', async (_what, make) => {
  expect(await compare(many(make))).toMatchObject({ here: 0 });
});

test('something after the stream’s end, within the last part, changes no pixel', async () => {
  await compare(many(damaged((_rows, stream) => Buffer.concat([stream, Buffer.alloc(1 + dice(9), 1)]))));
});

test('whatever bits are turned over or cut off, nothing is read otherwise than by the general decoder', async () => {
  const whole = many((type) => plain(draft(dice, type)));
  const uploads = Array.from({ length: 600 }, () => {
    const upload = Buffer.from(whole[dice(whole.length)]!);
    for (let bit = 0; bit <= dice(3); bit++) upload[dice(upload.length)]! ^= 1 << dice(8);
    return dice(6) === 0 ? upload.subarray(0, 8 + dice(upload.length - 8)) : upload;
  });
  const { here, there } = await compare(uploads);
  expect(here).toBeLessThan(uploads.length / 4);
  expect(there).toBeGreaterThan(0);
});

test('the bytes may lie anywhere in memory', () => {
  const upload = plain(draft(dice, 2));
  const within = Buffer.concat([Buffer.from('abc'), upload, Buffer.from('def')]).subarray(3, 3 + upload.length);
  expect(readPlainPng(within, SIDE, MAX_PIXELS)).toEqual(read(upload));
  expect(read(upload)).not.toBeNull();
});

test('a picture larger than what is wanted, or than what is allowed, is left to the general decoder', () => {
  const one = draft(dice, 0);
  const { width, height } = one;
  const upload = plain(one);
  const longest = Math.max(width, height);
  expect(readPlainPng(upload, longest, width * height)).toMatchObject({ width, height, channels: 3 });
  expect(readPlainPng(upload, longest - 1, width * height)).toBeNull();
  expect(readPlainPng(upload, longest, width * height - 1)).toBeNull();
});

test('what is no PNG is left to the general decoder', () => {
  for (const text of ['', 'GIF89a', '\x89PNG\r\n\x1a\n']) expect(read(Buffer.from(text, 'latin1'))).toBeNull();
});
