import { Readable } from 'node:stream';
import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import { readPictures, type BatchLimits, type IncomingPicture } from '../src/batches/pictures.js';
import { incoming } from './incoming.js';
import { zipOf, type Files } from './zips.js';

const LIMITS: BatchLimits = { uploadBytes: 1_000, batchBytes: 100_000, batchPictures: 5 };
const png = (rest = ''): Buffer => Buffer.from(`\x89PNG\r\n\x1a\n${rest}`, 'latin1');
const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
const never = new AbortController().signal;

async function read(
  request: IncomingMessage,
  limits: Partial<BatchLimits> = {},
  signal = never,
): Promise<[string, string][]> {
  const found: IncomingPicture[] = [];
  for await (const picture of readPictures(request, { ...LIMITS, ...limits }, signal)) found.push(picture);
  return found.map(({ name, content }) => [name, typeof content === 'string' ? content : content.toString('latin1')]);
}

async function form(files: [name: string, bytes: Uint8Array, part?: string][]): Promise<IncomingMessage> {
  const data = new FormData();
  data.append('note', 'hola');
  for (const [name, bytes, part = 'file'] of files) data.append(part, new Blob([new Uint8Array(bytes)]), name);
  const made = new Response(data);
  const type = { 'content-type': made.headers.get('content-type')! };
  return incoming(type, [Buffer.from(await made.arrayBuffer())]);
}

const body = (bytes: Buffer, type = 'application/zip', ending: 'whole' | 'cut' | 'open' = 'whole'): IncomingMessage =>
  incoming({ 'content-type': type }, [bytes], ending);
const zipped = (files: Files): Buffer => zipOf(files);
const a = png('a').toString('latin1');
const b = png('b').toString('latin1');

describe('what comes in', () => {
  test('the parts of a form that are called file, in order, with their names', async () => {
    const request = await form([
      ['ñandú.png', png('a')],
      ['other.png', png('x'), 'picture'],
      ['b.png', png('b')],
    ]);
    expect(await read(request)).toEqual([
      ['ñandú.png', a],
      ['b.png', b],
    ]);
  });

  test.each(['application/zip', 'application/x-zip-compressed', 'application/octet-stream', 'Application/ZIP; x=y'])(
    'a zip as %s',
    async (type) => {
      expect(await read(body(zipped({ 'x/a.png': png('a'), 'b.png': png('b') }), type))).toEqual([
        ['x/a.png', a],
        ['b.png', b],
      ]);
    },
  );

  test('a zip in a form, alone or among pictures', async () => {
    const zip = zipped({ 'a.png': png('a') });
    expect(await read(await form([['fotos', zip]]))).toEqual([['a.png', a]]);
    const among = await form([
      ['b.png', png('b')],
      ['fotos.zip', zip],
      ['c.png', png('b')],
    ]);
    expect((await read(among)).map(([name]) => name)).toEqual(['b.png', 'a.png', 'c.png']);
  });

  test('folders, hidden files and what macOS adds are passed over', async () => {
    const files = {
      'x/': png(),
      '__MACOSX/x/._a.png': png(),
      'x/.DS_Store': png(),
      '.hidden.png': png(),
      './a.png': png('a'),
      '.x/b.png': png('b'),
    };
    expect(await read(body(zipped(files)))).toEqual([
      ['./a.png', a],
      ['.x/b.png', b],
    ]);
  });

  test('what nothing can be made of fails alone', async () => {
    const files: [string, Buffer][] = [
      ['empty', Buffer.alloc(0)],
      ['large', png('x'.repeat(2_000))],
      ['page.pdf', Buffer.from('%PDF-1.7')],
      ['photo.heic', heic],
      ['a', png('a')],
    ];
    const told = [
      ['empty', 'file_empty'],
      ['large', 'upload_too_large'],
      ['page.pdf', 'unsupported_image'],
      ['photo.heic', 'heic_unsupported'],
      ['a', a],
    ];
    expect(await read(await form(files))).toEqual(told);
    expect(await read(body(zipped(Object.fromEntries(files))))).toEqual(told);
  });

  test('every picture as soon as it is there', async () => {
    const zip = zipped(Object.fromEntries(Array.from({ length: 5 }, (_, at) => [`${at}.png`, png(`${at}`)])));
    const request = body(zip.subarray(0, zip.indexOf('PK\x01\x02') + 4), undefined, 'open');
    const pictures = readPictures(request, LIMITS, never);
    const names: string[] = [];
    while (names.length < 5) names.push((await pictures.next()).value!.name);
    expect(names).toEqual(['0.png', '1.png', '2.png', '3.png', '4.png']);
  });

  test('a picture of exactly the limit passes', async () => {
    const largest = png('x'.repeat(LIMITS.uploadBytes - 8));
    expect(await read(await form([['a', largest]]))).toEqual([['a', largest.toString('latin1')]]);
  });
});

describe('what is refused', () => {
  const six = Array.from({ length: 6 }, (_, at): [string, Buffer] => [`${at}`, png()]);

  test.each<[string, () => Promise<IncomingMessage> | IncomingMessage, string]>([
    ['a form without files', () => form([]), 'file_missing'],
    ['a form in which nothing was chosen', () => form([['', Buffer.alloc(0)]]), 'file_missing'],
    ['a zip without pictures', () => body(zipped({ 'x/': png(), '.a': png() })), 'file_missing'],
    ['an empty body', () => body(Buffer.alloc(0)), 'file_missing'],
    ['a picture alone', () => body(png(), 'image/png'), 'file_missing'],
    ['what is no zip', () => body(Buffer.from('<html>')), 'archive_unreadable'],
    ['too many parts', () => form(six), 'batch_too_large'],
    ['too many in a zip', () => body(zipped(Object.fromEntries(six))), 'batch_too_large'],
    ['too many bytes', () => form([['a', Buffer.alloc(LIMITS.batchBytes)]]), 'batch_too_large'],
    ['a bomb', () => body(zipped({ 'a.png': new Uint8Array(10_000_000) })), 'batch_too_large'],
    ['a bomb that is passed over', () => body(zipped({ '.a': new Uint8Array(10_000_000) })), 'batch_too_large'],
    [
      'zips of folders, too many together',
      () => {
        const folders = zipped(Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`${at}/`, Buffer.alloc(0)])));
        return form(['a', 'b', 'c'].map((name) => [name, folders]));
      },
      'batch_too_large',
    ],
    [
      'two bombs together',
      () => form(['a', 'b'].map((name) => [name, zipped({ 'a.png': new Uint8Array(60_000) })])),
      'batch_too_large',
    ],
    ['half a form', () => incoming({ 'content-type': 'multipart/form-data; boundary=x' }, [half]), 'malformed_request'],
    [
      'a form that is cut off',
      () => incoming({ 'content-type': 'multipart/form-data; boundary=x' }, [half], 'cut'),
      'malformed_request',
    ],
    ['a zip that is cut off', () => body(zipped({ a: png() }).subarray(0, 40), undefined, 'cut'), 'malformed_request'],
    ['a form without a boundary', () => body(half, 'multipart/form-data'), 'malformed_request'],
  ])('%s', async (_what, request, code) => {
    await expect(read(await request())).rejects.toMatchObject({ code });
  });

  test('what is under way when the process stops', async () => {
    const stop = new AbortController();
    const reading = read(body(zipped({ a: png() }).subarray(0, 40), undefined, 'open'), {}, stop.signal);
    setImmediate(() => stop.abort());
    await expect(reading).rejects.toMatchObject({ code: 'api_unreachable' });
  });
});

const half = Buffer.from('--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n\x89PNG', 'latin1');

/** A request whose body is made as it is asked for. @param told how many bytes that were */
function endless(headers: Record<string, string>, piece: Buffer, told: { bytes: number }): IncomingMessage {
  const made = new Readable({
    read() {
      told.bytes += piece.length;
      this.push(piece);
    },
  });
  return Object.assign(made, { headers, complete: false, socket: { destroyed: false } }) as unknown as IncomingMessage;
}

/** A file as it lies in a zip, any number of times. */
const whole = zipped({ 'a.png': png('x'.repeat(500)) });
const entry = whole.subarray(0, whole.indexOf('PK\x01\x02'));

test.each([
  [
    'forms',
    { 'content-type': 'multipart/form-data; boundary=x' },
    Buffer.concat([half, Buffer.alloc(500), Buffer.from('\r\n')]),
  ],
  ['zips', { 'content-type': 'application/zip' }, entry],
])('while nobody asks for the next picture, nothing more is read: %s', async (_of, headers, piece) => {
  const told = { bytes: 0 };
  const request = endless(headers, piece, told);
  const limits = { ...LIMITS, batchBytes: 1e9, batchPictures: 1e6 };
  const pictures = readPictures(request, limits, never);
  await pictures.next();
  // What the streams between hold when they are full, and no more however long nobody asks.
  for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
  const held = told.bytes;
  expect(held).toBeLessThan(400_000);
  for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
  expect(told.bytes).toBe(held);
  await pictures.return(undefined);
});
