import { expect, test } from '@jest/globals';
import type { IncomingHttpHeaders } from 'node:http';
import { incoming } from './incoming.js';
import { readUpload } from '../src/predict/upload.js';

const PNG = Buffer.from('\x89PNG\r\n\x1a\n and so on', 'latin1');
const HEIC = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');
const LIMIT = 1_000;

const read = (type: string | undefined, body: Uint8Array | string, more: IncomingHttpHeaders = {}): Promise<Buffer> =>
  readUpload(incoming({ ...(type && { 'content-type': type }), ...more }, [Buffer.from(body)]), LIMIT);
const json = (image: unknown): string => JSON.stringify({ image });
const base64 = PNG.toString('base64');

test.each([
  ['a raw picture', 'image/png', PNG],
  ['a raw picture under a false name', 'image/jpeg', PNG],
  ['raw bytes', 'application/octet-stream', PNG],
  ['a data URL', 'application/json', json(`data:image/png;base64,${base64}`)],
  ['a data URL in JSON with a charset', 'Application/JSON; charset=utf-8', json(`data:image/png;base64,${base64}`)],
  ['a data URL with parameters', 'application/json', json(`data:image/png;name=7.png;base64,${base64}`)],
  ['bare base64', 'application/json', json(base64)],
  ['base64 in lines', 'application/json', json(`${base64.slice(0, 8)}\n${base64.slice(8)}\n`)],
  ['base64 for addresses', 'application/json', json(PNG.toString('base64url'))],
])('%s is read', async (_what, type, body) => {
  expect(await read(type, body)).toEqual(PNG);
});

test.each([
  ['no body', 'image/png', '', 'file_missing'],
  ['no body and no type', undefined, '', 'file_missing'],
  ['a form of addresses', 'application/x-www-form-urlencoded', 'file=7', 'file_missing'],
  ['text', 'text/plain', PNG, 'file_missing'],
  ['JSON without an image', 'application/json', '{"picture":"x"}', 'file_missing'],
  ['JSON that is no object', 'application/json', 'null', 'file_missing'],
  ['an image that is no text', 'application/json', json(7), 'file_missing'],
  ['an empty image', 'application/json', json(''), 'file_empty'],
  ['half of a JSON', 'application/json', '{"image":', 'malformed_request'],
  ['what is not base64', 'application/json', json('data:image/png;base64,¡ay!'), 'malformed_request'],
  ['a data URL of percent signs', 'application/json', json('data:image/svg+xml,%3Csvg/%3E'), 'malformed_request'],
  ['something else', 'image/png', '<svg/>', 'unsupported_image'],
  ['an iPhone photo', 'image/heic', HEIC, 'heic_unsupported'],
])('%s is refused', async (_what, type, body, code) => {
  await expect(read(type, body)).rejects.toMatchObject({ code });
});

const sized = (bytes: number): Buffer => Buffer.concat([PNG, Buffer.alloc(bytes)], bytes);

test('a picture of exactly the limit passes, one byte more does not', async () => {
  const data = (bytes: number): string => json(`data:image/png;base64,${sized(bytes).toString('base64')}`);
  expect(await read('image/png', sized(LIMIT))).toHaveLength(LIMIT);
  expect(await read('application/json', data(LIMIT))).toHaveLength(LIMIT);
  await expect(read('image/png', sized(LIMIT + 1))).rejects.toMatchObject({ code: 'upload_too_large' });
  await expect(read('application/json', data(LIMIT + 1))).rejects.toMatchObject({ code: 'upload_too_large' });
});

test('too much is noticed without a declared length, at once', async () => {
  const headers = { 'content-type': 'image/png', 'content-length': undefined, 'transfer-encoding': 'chunked' };
  const request = incoming(headers, [sized(LIMIT), Buffer.alloc(1), Buffer.alloc(10)]);
  await expect(readUpload(request, LIMIT)).rejects.toMatchObject({ code: 'upload_too_large' });
  expect(request.readableLength).toBeGreaterThan(0);
});

test('a body in pieces is put together; one that is cut short is none', async () => {
  const headers = { 'content-type': 'image/png' };
  expect(await readUpload(incoming(headers, [PNG.subarray(0, 3), PNG.subarray(3)]), LIMIT)).toEqual(PNG);
  const cut = readUpload(incoming({ ...headers, 'content-length': '99' }, [PNG], 'cut'), LIMIT);
  await expect(cut).rejects.toMatchObject({ code: 'malformed_request' });
});

test('a client that went before its body was asked for is not waited for', async () => {
  const request = incoming({ 'content-type': 'image/png' }, [PNG]);
  request.destroy();
  await expect(readUpload(request, LIMIT)).rejects.toMatchObject({ code: 'malformed_request' });
});
