import { beforeAll, expect, test } from '@jest/globals';
import type { JpegOptions } from 'sharp';
import { jpegFrame } from '../src/jpeg-file.js';
import { Picture } from '../src/picture.js';
import { image, mnist } from './drawing.js';

/** Markers, after 0xff. */
const [SOF, DHT, EOI, SOS, DQT] = [0xc0, 0xc4, 0xd9, 0xda, 0xdb];

let whole: Buffer;
beforeAll(async () => {
  whole = await jpeg({ quality: 95 });
});

const jpeg = (options: JpegOptions): Promise<Buffer> =>
  image(mnist(5)).resize(160, 160).toColourspace('srgb').jpeg(options).toBuffer();

const look = (upload: Uint8Array) => new Picture(upload, { maxPixels: 1e6 }).within(200);

/** Where a segment begins. */
const find = (bytes: Buffer, marker: number): number => bytes.indexOf(Buffer.from([0xff, marker]));
/** Where the pixels begin. */
const pixels = (bytes: Buffer): number => find(bytes, SOS) + 2 + bytes.readUInt16BE(find(bytes, SOS) + 2);

function changed(change: (bytes: Buffer) => void): Buffer {
  const other = Buffer.from(whole);
  change(other);
  return other;
}

const put = (at: number, ...bytes: number[]): Buffer =>
  Buffer.concat([whole.subarray(0, at), Buffer.from(bytes), whole.subarray(at)]);

/** Without all segments of a kind. */
function without(marker: number): Buffer {
  let rest = whole;
  for (let at = find(rest, marker); at > 0 && at < find(rest, SOS); at = find(rest, marker)) {
    rest = Buffer.concat([rest.subarray(0, at), rest.subarray(at + 2 + rest.readUInt16BE(at + 2))]);
  }
  return rest;
}

test.each<[string, () => Buffer]>([
  ['cut short in its header', () => whole.subarray(0, find(whole, SOS) - 3)],
  ['cut short before its pixels', () => whole.subarray(0, pixels(whole))],
  ['cut short in its pixels', () => whole.subarray(0, Math.floor(whole.length * 0.7))],
  ['cut short before its end', () => whole.subarray(0, -2)],
  ['that ends in the middle of its pixels', () => changed((bytes) => bytes.set([0xff, EOI], pixels(bytes) + 200))],
  ['that has no pixels', () => Buffer.concat([whole.subarray(0, pixels(whole)), Buffer.from([0xff, EOI])])],
  ['with a hole in its pixels', () => changed((bytes) => bytes.fill(0, pixels(bytes) + 200, pixels(bytes) + 400))],
  ['said to be higher than it is', () => changed((bytes) => bytes.writeUInt16BE(600, find(bytes, SOF) + 5))],
  ['without a frame', () => without(SOF)],
  ['without a scan', () => Buffer.concat([whole.subarray(0, find(whole, SOS)), Buffer.from([0xff, EOI])])],
  ['without its quantization', () => without(DQT)],
  ['with two frames', () => put(find(whole, SOF), ...whole.subarray(find(whole, SOF), find(whole, DHT)))],
  ['with two beginnings', () => put(2, 0xff, 0xd8)],
  ['of no width', () => changed((bytes) => bytes.writeUInt16BE(0, find(bytes, SOF) + 7))],
  ['of no height', () => changed((bytes) => bytes.writeUInt16BE(0, find(bytes, SOF) + 5))],
  ['that names tables which it lacks', () => changed((bytes) => (bytes[find(bytes, SOS) + 6] = 0x33))],
  ['with impossible sampling', () => changed((bytes) => (bytes[find(bytes, SOF) + 11] = 0x55))],
  ['with a segment of no length', () => put(2, 0xff, 0xe5, 0, 1)],
  ['with a segment longer than the file', () => put(2, 0xff, 0xe5, 0xff, 0xff)],
  ['of nothing', () => Buffer.from([0xff, 0xd8, 0xff, EOI])],
])('a JPEG %s is undecodable', async (_what, make) => {
  await expect(look(make())).rejects.toMatchObject({ code: 'undecodable_image' });
});

test.each([
  ['of 12 bits', 4, 12],
  ['lossless', 1, 0xc3],
  ['hierarchical', 1, 0xc5],
])('a JPEG that is %s is unsupported', async (_what, at, value) => {
  const upload = changed((bytes) => (bytes[find(bytes, SOF) + at] = value));
  await expect(look(upload)).rejects.toMatchObject({ code: 'unsupported_image' });
});

const HEIGHT_TOLD_LATE = [0xff, 0xdc, 0, 4, 0, 160];

test.each<[string, () => Buffer]>([
  ['with any number of 0xff before a marker', () => put(find(whole, SOS), 0xff, 0xff, 0xff)],
  ['with 0xff after its first marker', () => put(2, 0xff, 0xff)],
  ['with something after its end', () => Buffer.concat([whole, Buffer.from('<script>')])],
  ['with another one after its end', () => Buffer.concat([whole, whole])],
  ['with a comment', () => put(2, 0xff, 0xfe, 0, 4, 65, 66)],
  ['with bytes between its segments', () => put(find(whole, SOS), 1, 2, 3, 4)],
  ['with an unknown colour transform', () => put(2, 0xff, 0xee, 0, 14, ...Buffer.from('Adobe\0\x64\0\0\0\0\x09'))],
  ['with broken EXIF', () => put(2, 0xff, 0xe1, 0, 14, ...Buffer.from('Exif\0\0garbag'))],
  ['whose scan says nothing of frequencies', () => changed((bytes) => (bytes[pixels(bytes) - 2] = 0))],
  [
    'that tells its height after its pixels',
    () => {
      const late = put(whole.length - 2, ...HEIGHT_TOLD_LATE);
      late.writeUInt16BE(0, find(late, SOF) + 5);
      return late;
    },
  ],
])('a JPEG %s is read', async (_what, make) => {
  expect(await look(make())).toMatchObject({ width: 160, height: 160 });
});

test.each<JpegOptions>([
  { progressive: true },
  { chromaSubsampling: '4:2:0' },
  { chromaSubsampling: '4:4:4' },
  { mozjpeg: true },
  { optimiseCoding: false },
])('%j is read', async (options) => {
  expect(await look(await jpeg(options))).toMatchObject({ width: 160, height: 160 });
});

test('the frame is found behind segments that look like one', async () => {
  const thumbnail = await image(mnist(1)).jpeg().toBuffer();
  const nested = put(2, 0xff, 0xe1, ...[thumbnail.length + 2].flatMap((n) => [n >> 8, n & 0xff]), ...thumbnail);
  expect(jpegFrame(nested)).toMatchObject({ width: 160, height: 160, isProgressive: false });
  expect(jpegFrame(await jpeg({ progressive: true })).isProgressive).toBe(true);
});
