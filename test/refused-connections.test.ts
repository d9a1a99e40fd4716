import { request as httpRequest, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { digitPng } from './support/digits.js';
import { startLince, type Lince } from './support/lince.js';

jest.setTimeout(30_000);

const MEGABYTE = 1_000_000;

let lince: Lince;

beforeAll(async () => {
  lince = await startLince();
}, 60_000);
afterAll(() => lince?.stop());

test('a client that sends everything before it listens sees that 60 MB are too much', async () => {
  const { hostname, port, host } = new URL(lince.apiUrl);
  const socket = connect(Number(port), hostname);
  const length = 60 * MEGABYTE;
  socket.write(
    `POST /predict HTTP/1.1\r\nHost: ${host}\r\nContent-Type: image/png\r\nContent-Length: ${length}\r\nConnection: close\r\n\r\n`,
  );
  await new Promise((sent) => socket.write(Buffer.alloc(length), sent));
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toMatch(/^HTTP\/1\.1 413 /);
});

test('a client that stops in the middle of what is refused is answered all the same', async () => {
  const headers = { 'Content-Length': MEGABYTE };
  const request = httpRequest(`${lince.apiUrl}/nowhere`, { method: 'POST', headers }).on('error', () => undefined);
  request.write('..');
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(404);
  request.destroy();
});

test('a client that listens sees that 100 MB are too much, whether they are declared or not', async () => {
  const ways = [{ 'Content-Length': 100 * MEGABYTE }, { 'Transfer-Encoding': 'chunked' }];
  for (const [url, headers] of [lince.apiUrl, lince.webUrl].flatMap((each) =>
    ways.map((way) => [each, way] as const),
  )) {
    const request = httpRequest(`${url}/predict`, {
      method: 'POST',
      headers: { 'Content-Type': 'image/png', ...headers },
    });
    request.on('error', () => undefined); // What is sent after the answer finds the connection closed.
    request.end(Buffer.alloc(100 * MEGABYTE));
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(413);
    response.resume();
  }
});

test.each<[string, Record<string, string>]>([
  ['a page whose name was made to mean this machine', { Host: 'rebound.example:5000' }],
  ['a page of another site', { Origin: 'https://elsewhere.example' }],
  ['a page of another port', { Origin: 'http://127.0.0.1:1' }],
  ['a local file', { Origin: 'null' }],
  ['a tag of another site', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' }],
])('%s cannot use the service', async (_who, headers) => {
  const request = httpRequest(`${lince.apiUrl}/predict`, {
    method: 'POST',
    headers: { 'Content-Type': 'image/png', ...headers },
  });
  request.end(await digitPng(7));
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  const body: Buffer[] = [];
  for await (const chunk of response) body.push(chunk as Buffer);
  expect(response.statusCode).toBe(403);
  expect(JSON.parse(Buffer.concat(body).toString())).toMatchObject({ code: 'request_forbidden' });
});
