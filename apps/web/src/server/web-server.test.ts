import { once } from 'node:events';
import {
  createServer,
  request,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { trustIn } from '#platform';
import { connectionsOf } from './connections.js';
import { createPassage } from './passage.js';
import { createWebServer } from './web-server.js';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
});

async function listen(server: Server): Promise<string> {
  ends.push(connectionsOf(server).end);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const UPGRADE = { Connection: 'Upgrade', Upgrade: 'websocket' };
const SWITCHED = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
const CONNECTIONS = { maxConnections: 100, isTrusted: () => false };
const settings = { allowedHosts: [], corsOrigins: [], pathPrefix: '', trustedProxies: [] as string[] };

function webFor(apiUrl: string, own: Partial<typeof settings> = {}): Promise<string> {
  const { trustedProxies, ...surroundings } = { ...settings, ...own };
  const options = { maxConnections: 100, isTrusted: trustIn(trustedProxies) };
  const page: RequestListener = ({ url }, response) => response.end(`page ${url}`);
  return listen(createWebServer(page, createPassage(apiUrl), surroundings, options));
}

/** A web server before an API that answers as told. */
async function webBefore(
  answer: RequestListener,
  own: Partial<typeof settings> = {},
): Promise<{ url: string; api: Server }> {
  const api = createServer(answer);
  return { url: await webFor(await listen(api), own), api };
}

test('so many connections to the API are open at once; further requests wait, and sockets are not counted', async () => {
  const held: ServerResponse[] = [];
  const connected: unknown[] = [];
  const api = createServer(({ url }, response) => void (url === '/direct' ? response.end() : held.push(response)))
    .on('connection', (socket) => connected.push(socket))
    .on('upgrade', (_request, socket: Duplex) => socket.write(SWITCHED));
  const apiUrl = await listen(api);
  const web = createWebServer((_request, response) => response.end(), createPassage(apiUrl, 2), settings, CONNECTIONS);
  const url = await listen(web);
  for (let at = 0; at < 3; at++) {
    const [, socket] = await once(request(`${url}/socket.io/`, { headers: UPGRADE }).end(), 'upgrade');
    ends.push(async () => void (socket as Duplex).destroy());
  }
  const answers: Promise<string>[] = [];
  for (let at = 0; at < 3; at++) {
    const arrives = once(web, 'request');
    answers.push(fetch(`${url}/predict`).then((response) => response.text()));
    await arrives;
  }
  // A third connection for them would have been made before this one.
  await fetch(`${apiUrl}/direct`);
  expect(connected).toHaveLength(3 + 2 + 1);
  for (let at = 0; at < 3; at++) {
    while (!held[at]) await once(api, 'request');
    held[at]!.end('answer');
  }
  expect(await Promise.all(answers)).toEqual(['answer', 'answer', 'answer']);
});

test("the API's addresses go to the API, with the host that the client named; the others are the page's", async () => {
  const { url } = await webBefore((incoming, response) =>
    response.end(`${incoming.method} ${incoming.url} ${incoming.headers.host}`),
  );
  const { host } = new URL(url);
  const get = async (path: string, method = 'GET'): Promise<string> => (await fetch(url + path, { method })).text();
  expect(await get('/predict', 'POST')).toBe(`POST /predict ${host}`);
  expect(await get('/v1/jobs/a?wait=5')).toBe(`GET /v1/jobs/a?wait=5 ${host}`);
  expect(await get('/health/ready')).toBe(`GET /health/ready ${host}`);
  for (const path of ['/openapi.json', '/docs', '/docs/show.js', '/admin/keys', '/socket.io/?EIO=4']) {
    expect(await get(path)).toBe(`GET ${path} ${host}`);
  }
  for (const path of ['/', '/v10', '/docs-x', '/openapi-json']) expect(await get(path)).toBe(`page ${path}`);
});

test('under a prefix, the same with it and without; the prefix alone is sent on to where the page is', async () => {
  const { url } = await webBefore(({ url: seen }, response) => response.end(`api ${seen}`), { pathPrefix: '/a/lince' });
  const get = async (path: string): Promise<string> => (await fetch(url + path)).text();
  for (const prefix of ['/a/lince', '']) {
    expect(await get(`${prefix}/v1/models?x=%2F`)).toBe('api /v1/models?x=%2F');
    expect(await get(`${prefix}/assets/a.js`)).toBe('page /assets/a.js');
  }
  expect(await get('/a/lincepredict')).toBe('page /a/lincepredict');
  const moved = await fetch(`${url}/a/lince?q=1`, { redirect: 'manual' });
  expect([moved.status, moved.headers.get('location')]).toEqual([308, '/a/lince/?q=1']);
});

describe('whom a request is passed on for', () => {
  const claims = {
    'X-Forwarded-For': '203.0.113.9',
    'X-Forwarded-Proto': 'https',
    'X-Forwarded-Host': 'lince.example',
  };
  const seenBy = async (own: object, headers: Record<string, string>): Promise<unknown[]> => {
    const { url } = await webBefore(({ headers: seen }, response) => {
      response.end(JSON.stringify(Object.keys(claims).map((name) => seen[name.toLowerCase()])));
    }, own);
    const seen = (await (await fetch(`${url}/v1/models`, { headers })).json()) as string[];
    return seen.map((value) => value.replace(new URL(url).host, '(own host)'));
  };

  test('is what a trusted proxy says', async () => {
    expect(await seenBy({ trustedProxies: ['loopback'] }, claims)).toEqual(['203.0.113.9', 'https', 'lince.example']);
  });

  test('is who asks, where that is nobody to be believed', async () => {
    const own = ['127.0.0.1', 'http', '(own host)'];
    expect(await seenBy({}, claims)).toEqual(own);
    expect(await seenBy({ trustedProxies: ['loopback'] }, {})).toEqual(own);
  });
});

test('cookies pass through both ways as they are', async () => {
  const set = ['a=1; Path=/; HttpOnly; SameSite=Strict', 'b=2; Path=/lince'];
  const { url } = await webBefore(({ headers }, response) => {
    response.setHeader('Set-Cookie', set).end(headers.cookie);
  });
  const response = await fetch(`${url}/v1/session`, { headers: { Cookie: 'a=1; b="2"' } });
  expect(await response.text()).toBe('a=1; b="2"');
  expect(response.headers.getSetCookie()).toEqual(set);
});

test('events arrive as they are sent', async () => {
  let send: (text: string) => void = () => undefined;
  const { url } = await webBefore((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('first');
    send = (text) => response.end(text);
  });
  const reader = (await fetch(`${url}/v1/jobs/a/events`)).body!.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader.read()).value).toBe('first');
  send('second');
  expect((await reader.read()).value).toBe('second');
});

test('an answer that comes before the upload has ended reaches the client', async () => {
  const { url } = await webBefore((incoming, response) => {
    response.writeHead(413).end('too large');
    incoming.resume();
  });
  const response = await fetch(`${url}/predict`, { method: 'POST', body: new Uint8Array(32_000_000) });
  expect([response.status, await response.text()]).toEqual([413, 'too large']);
});

test.each([
  ['a body of a known length', 'POST', 'Content-Length: 4\r\n\r\nbody', 'body'],
  ['no body', 'GET', '\r\n', ''],
  ['chunks', 'POST', 'Transfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\nX: y\r\n\r\n', 'body'],
])('a request with %s that announces trailers is passed on without them', async (_what, method, rest, body) => {
  const { url } = await webBefore(async (incoming, response) =>
    response.end(JSON.stringify([incoming.headers.trailer ?? null, await text(incoming)])),
  );
  const client = connect(Number(new URL(url).port), '127.0.0.1');
  client.write(`${method} /v1/jobs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTrailer: X\r\n${rest}`);
  expect(await text(client)).toContain(JSON.stringify([null, body]));
});

test('who hangs up is hung up on at the other end', async () => {
  const { url, api } = await webBefore(() => undefined);
  const client = request(`${url}/v1/jobs/a?wait=60`)
    .on('error', () => undefined)
    .end();
  const [incoming] = (await once(api, 'request')) as [IncomingMessage];
  client.destroy();
  await once(incoming.socket, 'close');
});

test('an API that cannot be reached is a coded failure, in both languages', async () => {
  const nobody = createServer();
  const url = await listen(nobody);
  await ends.pop()!();
  const web = await webFor(url);
  const ask = async (language: string): Promise<unknown> => {
    const headers = { 'Accept-Language': language };
    const response = await fetch(`${web}/predict`, { method: 'POST', body: new Uint8Array(8_000_000), headers });
    expect(response.status).toBe(503);
    return response.json();
  };
  expect(await ask('es')).toMatchObject({
    code: 'api_unreachable',
    error: expect.stringContaining('No se pudo conectar con la API'),
  });
  expect(await ask('en')).toMatchObject({
    code: 'api_unreachable',
    error: expect.stringContaining('The API could not be reached'),
  });
});

test('what another site makes a browser send goes nowhere', async () => {
  const { url } = await webBefore((_request, response) => response.end('reached'));
  const response = await fetch(`${url}/predict`, { method: 'POST', headers: { Origin: 'http://evil.example' } });
  expect(await response.json()).toMatchObject({ status: 403, code: 'request_forbidden' });
  const upgrade = { Connection: 'Upgrade', Upgrade: 'websocket', Origin: 'http://evil.example' };
  const [refusal] = (await once(request(`${url}/socket.io/`, { headers: upgrade }).end(), 'response')) as [
    IncomingMessage,
  ];
  expect(refusal.statusCode).toBe(403);
});

test('sockets are passed through both ways, and ended when the server stops', async () => {
  const { url, api } = await webBefore(() => undefined);
  api.on('upgrade', (_request, socket) => {
    socket.write(SWITCHED);
    socket.pipe(socket);
  });
  const [, socket] = await once(request(`${url}/socket.io/`, { headers: UPGRADE }).end(), 'upgrade');
  socket.write('ping');
  expect(String((await once(socket, 'data'))[0])).toBe('ping');
  const closed = once(socket, 'close');
  await ends.at(-1)!();
  await closed;
});
