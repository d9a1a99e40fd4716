import { deflateSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { Picture } from '../src/picture.js';
import { checkedPng } from '../src/png-file.js';
import { CHANNELS, chunk, draft, END, header, png, seededDice, SIGNATURE, type ColourType } from './pngs.js';

const dice = seededDice(3);
const one = draft(dice, 2);
const [head, body] = [header(one), chunk('IDAT', one.stream)];
const COLOURS = chunk('PLTE', '\0\0\0\xff\xff\xff');

const look = (upload: Uint8Array) => new Picture(upload, { maxPixels: 1e6 }).within(64);

/** The same bytes with one bit of one of them turned over. */
function turned(bytes: Uint8Array, at: number): Buffer {
  const other = Buffer.from(bytes);
  other[at < 0 ? other.length + at : at]! ^= 1;
  return other;
}

/** A header with one of its fields changed, its checksum right. */
function odd(at: number, value: number): Buffer {
  const data = Buffer.from(head.subarray(8, 21));
  data[at] = value;
  return chunk('IHDR', data);
}

const cut = Math.floor(one.stream.length / 2);
const halves = [one.stream.subarray(0, cut), one.stream.subarray(cut)].map((half) => chunk('IDAT', half)) as [
  Buffer,
  Buffer,
];

test.each<[string, Uint8Array]>([
  ['a wrong byte in its signature', turned(png(head, body, END), 0)],
  ['line ends translated', Buffer.from(png(head, body, END).toString('latin1').replace('\r\n', '\n'), 'latin1')],
  ['a wrong checksum of its header', png(turned(head, -1), body, END)],
  ['a wrong checksum of its pixels', png(head, turned(body, -1), END)],
  ['a wrong checksum beside its pixels', png(head, turned(chunk('tEXt', 'a\0b'), -1), body, END)],
  ['a wrong checksum after its pixels', png(head, body, turned(chunk('tEXt', 'a\0b'), -1), END)],
  ['a wrong checksum of its end', png(head, body, turned(END, -1))],
  ['no end', png(head, body)],
  ['half an end', png(head, body, END).subarray(0, -5)],
  ['an end that says something', png(head, body, chunk('IEND', 'x'))],
  ['no pixels', png(head, END)],
  ['no header', png(body, END)],
  ['a header that comes late', png(chunk('tEXt', 'a\0b'), head, body, END)],
  ['two headers', png(head, head, body, END)],
  ['a header that is too long', png(chunk('IHDR', Buffer.concat([head.subarray(8, 21), Buffer.alloc(1)])), body, END)],
  ['no width', png(header({ ...one, width: 0 }), body, END)],
  ['no height', png(header({ ...one, height: 0 }), body, END)],
  ['3 bits', png(odd(8, 3), body, END)],
  ['4 bits a channel', png(odd(8, 4), body, END)],
  ['colour type 1', png(odd(9, 1), body, END)],
  ['colour type 9', png(odd(9, 9), body, END)],
  ['an unknown compression', png(odd(10, 1), body, END)],
  ['an unknown filtering', png(odd(11, 64), body, END)],
  ['an unknown interlacing', png(odd(12, 2), body, END)],
  ['its pixels in two places', png(head, halves[0], chunk('tEXt', 'a\0b'), halves[1], END)],
  ['a critical chunk that nobody knows', png(head, chunk('ABCD', 'x'), body, END)],
  ['a chunk whose name is none', png(head, chunk('a1Cd', 'x'), body, END)],
  ['palette colours without a palette', png(odd(9, 3), body, END)],
  ['a palette that comes late', png(odd(9, 3), body, COLOURS, END)],
  ['two palettes', png(head, COLOURS, COLOURS, body, END)],
  ['a palette of four bytes', png(head, chunk('PLTE', 'abcd'), body, END)],
  ['a palette that is too long', png(head, chunk('PLTE', Buffer.alloc(3 * 257)), body, END)],
  ['a palette of greys', png(odd(9, 0), COLOURS, body, END)],
  ['a filter that there is not', png(head, chunk('IDAT', deflateSync(Buffer.alloc(one.rows.length, 9))), END)],
  ['a damaged stream', png(head, chunk('IDAT', turned(one.stream, -1)), END)],
  ['too few rows', png(head, chunk('IDAT', deflateSync(one.rows.subarray(0, -1))), END)],
  ['no stream', png(head, chunk('IDAT', Buffer.alloc(300, 7)), END)],
])('a PNG with %s is refused', async (_what, upload) => {
  await expect(look(upload)).rejects.toMatchObject({
    code: expect.stringMatching(/^(undecodable|unsupported)_image$/),
  });
});

const DEPTHS = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] };
/** Adam7: first pixel and steps of its seven passes. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** Rows of nothing, each after its filter, as long as a picture of this shape has. */
function rowsOf(width: number, height: number, bits: number, interlaced: boolean): Buffer {
  const bytes = (across: number, down: number) => (across > 0 ? down * (1 + Math.ceil((across * bits) / 8)) : 0);
  if (!interlaced) return Buffer.alloc(bytes(width, height));
  const sizes = PASSES.map(([x, y, dx, dy]) => bytes(Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)));
  return Buffer.alloc(sizes.reduce((sum, size) => sum + size));
}

const KINDS = (Object.keys(CHANNELS) as unknown as ColourType[]).flatMap((type) =>
  DEPTHS[type].flatMap((depth) =>
    [false, true].map((interlaced) => [Number(type) as ColourType, depth, interlaced] as const),
  ),
);

test.each(KINDS)(
  'colour type %i of %i bits, interlaced %s, is read whatever its size',
  async (type, depth, interlaced) => {
    for (const [width, height] of [
      [1, 1],
      [1, 9],
      [7, 1],
      [3, 5],
      [32, 32],
      [33, 40],
    ] as const) {
      const stream = deflateSync(rowsOf(width, height, CHANNELS[type] * depth, interlaced));
      const chunks = [header({ width, height, type, depth, interlaced }), chunk('IDAT', stream), END];
      if (type === 3) chunks.splice(1, 0, COLOURS);
      expect(await look(png(...chunks))).toMatchObject({ width, height });
    }
  },
);

test.each<[string, Uint8Array[]]>([
  ['gAMA', [chunk('gAMA', '\0\x01\x86\xa0')]],
  ['a gAMA of nothing', [chunk('gAMA', '\0\0\0\0')]],
  ['tRNS', [chunk('tRNS', '\0\x01\0\x02\0\x03')]],
  ['a tRNS that is too short', [chunk('tRNS', '\0')]],
  [
    'sRGB, cHRM, sBIT and bKGD',
    [chunk('sRGB', '\0'), chunk('cHRM', '\0'.repeat(32)), chunk('sBIT', '\x08\x08\x08'), chunk('bKGD', '\0'.repeat(6))],
  ],
  ['a broken profile', [chunk('iCCP', 'a\0\0x')]],
  ['a suggested palette', [COLOURS]],
  ['what nobody knows', [chunk('abCd', 'x'), chunk('abcd', 'x')]],
  ['the frames of an animation', [chunk('acTL', '\0\0\0\x02\0\0\0\0'), chunk('fcTL', '\0'.repeat(26))]],
])('a PNG with %s is read', async (_what, chunks) => {
  expect(await look(png(head, ...chunks, body, END))).toMatchObject({ width: one.width, height: one.height });
});

test('a stream in parts, one of them empty, and something after the end do no harm', async () => {
  const upload = Buffer.concat([png(head, halves[0], chunk('IDAT'), halves[1], END), Buffer.from('<script>')]);
  expect(await look(upload)).toMatchObject({ width: one.width });
});

test('the decoder sees nothing of what says nothing of pixels', () => {
  const gamma = chunk('gAMA', '\0\x01\x86\xa0');
  const packed = chunk('zTXt', Buffer.concat([Buffer.from('a\0\0'), deflateSync(Buffer.alloc(1_000_000))]));
  const upload = Buffer.concat([png(head, packed, gamma, gamma, packed, body, packed, END), Buffer.from('more')]);
  expect(Buffer.compare(checkedPng(upload), png(head, gamma, body, END))).toBe(0);
});

test('chunks without number are too much work', () => {
  const upload = Buffer.concat([SIGNATURE, head, ...Array<Buffer>(100_000).fill(chunk('tEXt', 'a\0b')), body, END]);
  expect(() => checkedPng(upload)).toThrow('image_too_complex');
});
