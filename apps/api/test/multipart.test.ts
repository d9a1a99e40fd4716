import { expect, test } from '@jest/globals';
import { incoming } from './incoming.js';
import { readMultipart } from '../src/predict/multipart.js';
import { readUpload } from '../src/predict/upload.js';

const TYPE = { 'content-type': 'multipart/form-data; boundary=x' };
const LIMIT = 1_000;

const part = (head: string, body: string): string =>
  `--x\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const form = (...parts: string[]): Buffer => bytes(`${parts.join('')}--x--\r\n`);
const read = (body: Buffer): Promise<Buffer> => readMultipart(incoming(TYPE, [body]), LIMIT);

test.each([
  [
    'with name and type, as a browser sends it',
    part('name="file"; filename="siete.png"\r\nContent-Type: image/png', '\x89PNG'),
  ],
  ['named just file, without a type, as the old clients send it', part('name="file"; filename="file"', '\x89PNG')],
  ['without a name, with a type', part('name="file"\r\nContent-Type: application/octet-stream', '\x89PNG')],
])('the part %s', async (_how, head) => {
  expect(await read(form(head))).toEqual(bytes('\x89PNG'));
});

test('what a real client makes', async () => {
  const data = new FormData();
  data.append('note', 'hola');
  data.append('file', new Blob(['picture']), 'ñandú.png');
  const made = new Response(data);
  const request = incoming({ 'content-type': made.headers.get('content-type')! }, [
    Buffer.from(await made.arrayBuffer()),
  ]);
  expect((await readMultipart(request, LIMIT)).toString()).toBe('picture');
});

test('of several parts, the first that is called file is the one', async () => {
  const body = form(
    part('name="note"', 'hola'),
    part('name="image"; filename="a.png"', 'other'),
    part('name="file"; filename="b.png"', 'first'),
    part('name="file"; filename="c.png"', 'second'),
  );
  expect((await read(body)).toString()).toBe('first');
});

test.each([
  ['a form without parts', form()],
  ['a form without a file', form(part('name="image"; filename="a.png"', 'x'))],
  ['a text of that name', form(part('name="file"', 'hola'))],
])('%s has none', async (_what, body) => {
  await expect(read(body)).rejects.toMatchObject({ code: 'file_missing' });
});

test.each([
  ['by a browser', part('name="file"; filename=""\r\nContent-Type: application/octet-stream', '')],
  ['by a client that names no type', part('name="file"; filename=""', '')],
])('where nothing was chosen, the file is empty: %s', async (_who, head) => {
  await expect(readUpload(incoming(TYPE, [form(head)]), LIMIT)).rejects.toMatchObject({ code: 'file_empty' });
});

test('a part of exactly the limit passes, one byte more does not', async () => {
  const sized = (length: number): Buffer => form(part('name="file"; filename="a"', 'x'.repeat(length)));
  expect(await read(sized(LIMIT))).toHaveLength(LIMIT);
  await expect(read(sized(LIMIT + 1))).rejects.toMatchObject({ code: 'upload_too_large' });
});

test('a form that comes in pieces is put together', async () => {
  const whole = form(part('name="file"; filename="a"', '\r\n--not the end\r\n'));
  const pieces = Array.from({ length: Math.ceil(whole.length / 3) }, (_, at) => whole.subarray(3 * at, 3 * at + 3));
  expect((await readMultipart(incoming(TYPE, pieces), LIMIT)).toString('latin1')).toBe('\r\n--not the end\r\n');
});

test.each([
  ['that ends in the middle', 'whole' as const],
  ['whose client goes in the middle', 'cut' as const],
])('a form %s is malformed', async (_what, ending) => {
  const half = form(part('name="file"; filename="a"', 'half')).subarray(0, -8);
  const reading = readMultipart(incoming({ ...TYPE, 'content-length': '99999' }, [half], ending), LIMIT);
  await expect(reading).rejects.toMatchObject({ code: 'malformed_request' });
});

test('without a boundary there is no form', async () => {
  const reading = readUpload(incoming({ 'content-type': 'multipart/form-data' }, [form()]), LIMIT);
  await expect(reading).rejects.toMatchObject({ code: 'malformed_request' });
});
