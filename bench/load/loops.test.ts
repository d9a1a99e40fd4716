import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { request, upload } from '../inputs/requests.mjs';
import { batches } from './batches.mjs';
import { closedLoop } from './closed-loop.mjs';
import { openLoop } from './open-loop.mjs';

let stop = (): unknown => undefined;
afterEach(() => stop());

function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  stop = () => server.close().closeAllConnections();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

test('requests are sent in turn, over as many connections as wanted, and every status is counted', async () => {
  const asked: string[] = [];
  const sockets = new Set();
  const url = await serve((incoming, response) => {
    asked.push(incoming.url!);
    sockets.add(incoming.socket);
    response.writeHead(incoming.url === '/c' ? 503 : 202).end(JSON.stringify({ id: incoming.url }));
  });
  const requests = ['/a', '/b', '/c'].map((path) => request('GET', path));
  const result = await closedLoop({ urls: [url], requests, concurrency: 2, amount: 9, keep: 'id' });
  expect(asked.sort()).toEqual(['/a', '/a', '/a', '/b', '/b', '/b', '/c', '/c', '/c']);
  expect(sockets.size).toBe(2);
  expect(result).toMatchObject({ good: 6, errors: 3, why: { 503: 3 } });
  expect(result.kept?.sort()).toEqual(['/a', '/a', '/a', '/b', '/b', '/b']);
});

test('a service that hangs up is an error with its reason, and the next request goes over another connection', async () => {
  let calls = 0;
  const url = await serve((incoming, response) => (++calls === 1 ? incoming.socket.destroy() : response.end('{}')));
  const result = await closedLoop({ urls: [url], requests: [request('GET', '/')], concurrency: 1, amount: 2 });
  expect(result).toMatchObject({ good: 1, errors: 1 });
});

test('an upload is a form with one file', async () => {
  const file = { name: 'a.png', type: 'image/png', bytes: Buffer.from('bytes') };
  const url = await serve(async (incoming, response) => {
    const chunks = await incoming.toArray();
    const body = Buffer.concat(chunks);
    const { file: part } = Object.fromEntries(
      await new Response(body, { headers: { 'Content-Type': incoming.headers['content-type']! } }).formData(),
    );
    const { name, type } = part as File;
    const same = name === file.name && type === file.type && (await (part as File).text()) === 'bytes';
    response.writeHead(same ? 200 : 400).end();
  });
  const task = { urls: [url], requests: [upload('/predict', file)], concurrency: 1, amount: 1 };
  expect(await closedLoop(task)).toMatchObject({ good: 1, errors: 0 });
});

test('a batch is followed until it is finished, and counts as many pictures as it holds', async () => {
  let looks = 0;
  const url = await serve((incoming, response) => {
    const state = incoming.method === 'GET' && ++looks > 1 ? 'finished' : 'processing';
    const answer = { id: 'x', state, counts: { succeeded: 10 }, links: { self: '/v1/batches/x' } };
    response.writeHead(incoming.method === 'POST' ? 202 : 200).end(JSON.stringify(answer));
  });
  const task = { urls: [url], requests: [request('POST', '/v1/batches')], concurrency: 1, seconds: 0.01 };
  expect(await batches({ ...task, pictures: 10 })).toMatchObject({ good: 10, errors: 0 });
  looks = 0;
  expect(await batches({ ...task, pictures: 11 })).toMatchObject({
    good: 0,
    errors: 1,
    why: { 'not all succeeded': 1 },
  });
});

test('a service without batches is an error, with its status', async () => {
  const url = await serve((_, response) => response.writeHead(404).end('{}'));
  const task = { urls: [url], requests: [request('POST', '/v1/batches')], concurrency: 1, seconds: 0.01, pictures: 10 };
  expect(await batches(task)).toMatchObject({ good: 0, errors: 1, why: { 404: 1 } });
});

test('an open loop waits for no answer, and says what it could not send', async () => {
  const waiting: (() => void)[] = [];
  const url = await serve((_incoming, response) => void waiting.push(() => response.writeHead(200).end('{}')));
  const requests = [request('GET', '/')];
  const over = new AbortController();
  const load = openLoop({ urls: [url], requests, rate: 10_000, seconds: 60, most: 10, signal: over.signal });
  while (waiting.length < 10) await new Promise((resolve) => setTimeout(resolve, 5));
  over.abort();
  waiting.forEach((answer) => answer());
  const { good, late, errors, offered, unsent } = await load;
  expect({ good, late, errors, offered }).toEqual({ good: 0, late: 10, errors: 0, offered: 10 });
  expect(unsent).toBeGreaterThan(10);
});
