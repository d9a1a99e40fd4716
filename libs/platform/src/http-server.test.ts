import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from '@jest/globals';
import { createHttpServer, type Door, type HttpServerOptions } from './http-server.js';
import { refuseUnread } from './refuse.js';
import { SlowBodies } from './slow-bodies.js';

const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

async function serve(
  request: Door['request'],
  options: Partial<HttpServerOptions> = {},
  upgrade: Door['upgrade'] = () => false,
): Promise<{ server: Server; dial: (bytes: string) => Socket }> {
  const server = createHttpServer({ request, upgrade }, { maxConnections: 10, isTrusted: () => false, ...options });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ends.push(() => server.close().closeAllConnections());
  const dial = (bytes: string): Socket => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
    ends.push(() => socket.destroy());
    socket.write(bytes);
    return socket;
  };
  return { server, dial };
}

const GET = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';
const POST = 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n';
const statuses = (answers: string): string[] => answers.match(/(?<=HTTP\/1\.1 )\d+/g) ?? [];

test('what cannot be read waits until the request before it was answered, and ends the connection', async () => {
  let answer: ServerResponse | undefined;
  const { server, dial } = await serve((_request, response) => (answer = response));
  const socket = dial(`${GET}nonsense\r\n\r\n`);
  await once(server, 'clientError');
  answer!.end('answer');
  expect(statuses(await text(socket))).toEqual(['200']);
});

test('what cannot be read after an answer is refused', async () => {
  const { dial } = await serve((_request, response) => response.end('answer'));
  const socket = dial(GET);
  await once(socket, 'data');
  socket.write('nonsense\r\n\r\n');
  expect(statuses(await text(socket))).toEqual(['400']);
});

test('an answer that has begun is cut off when its request cannot be read any more', async () => {
  const { dial } = await serve((_request, response) => response.write('half of'));
  const socket = dial('POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n');
  const [begun] = (await once(socket, 'data')) as [Buffer];
  socket.write('nonsense\r\n');
  expect(statuses(String(begun))).toEqual(['200']);
  expect(statuses(await text(socket))).toEqual([]);
});

test('headers that do not come, and bodies that do not, are not waited for', async () => {
  const options = { headersTimeout: 1, slowBodies: new SlowBodies(0) };
  const { dial } = await serve((request) => void request.resume(), options);
  for (const bytes of ['', 'GET / HTTP/1.1\r\n', POST]) expect(statuses(await text(dial(bytes)))).toEqual(['408']);
});

test('whoever reads a body that was given up is told so', async () => {
  const { server, dial } = await serve((request) => void request.resume(), { slowBodies: new SlowBodies(0) });
  const socket = dial(POST);
  const [request] = (await once(server, 'request')) as [IncomingMessage];
  await Promise.all([text(socket), once(request, 'close')]);
  expect(request.complete).toBe(false);
});

test('whoever still answers a request that was given up does no harm, and is not heard', async () => {
  const given: unknown[] = [];
  const { server, dial } = await serve((_request, response) => given.push(response));
  const socket = dial(`${POST.replace('Content-Length: 9', 'Transfer-Encoding: chunked')}nonsense\r\n`);
  await once(server, 'clientError');
  const response = given[0] as ServerResponse;
  response.setHeader('X-Late', 'yes');
  response.writeHead(200, { 'X-Late': 'yes' });
  response.write('late');
  await new Promise<void>((resolve) => response.end('late', resolve));
  const answer = await text(socket);
  expect(statuses(answer)).toEqual(['400']);
  expect(answer).not.toMatch(/late/i);
});

test('a body is waited for as long as nobody reads it', async () => {
  let incoming: IncomingMessage | undefined;
  const { dial } = await serve((request) => (incoming = request), { slowBodies: new SlowBodies(0) });
  const unread = dial(POST);
  const { dial: dialOther } = await serve((request) => void request.resume(), { slowBodies: new SlowBodies(0) });
  await text(dialOther(POST)); // A second has gone by.
  expect(unread.readableLength).toBe(0);
  incoming!.resume();
  expect(statuses(await text(unread))).toEqual(['408']);
});

test('more connections than may be open are closed', async () => {
  const { dial } = await serve((_request, response) => response.end('answer'), { maxConnections: 1 });
  const first = dial(GET);
  await once(first, 'data');
  expect(await text(dial(GET)).catch(() => '')).toBe('');
  first.write(GET);
  expect(statuses(String((await once(first, 'data'))[0]))).toEqual(['200']);
});

test('of requests sent ahead some are worked on at once, and the rest wait, not read, until it is their turn', async () => {
  const open: ServerResponse[] = [];
  const { server, dial } = await serve((_request, response) => open.push(response));
  const client = dial(GET.repeat(40));
  const [connection] = (await once(server, 'connection')) as [Socket];
  await once(connection, 'pause');
  const answers: string[] = [];
  client.on('data', (bytes: Buffer) => answers.push(...statuses(String(bytes))));
  let most = 0;
  let answered = 0;
  for (; answered < 40; answered++) {
    most = Math.max(most, open.length - answered);
    open[answered]!.end();
    await once(open[answered]!, 'close');
  }
  expect(most).toBe(16);
  client.end(GET);
  await once(server, 'request');
  open[40]!.end();
  await once(client, 'close');
  expect(answers).toEqual(Array(41).fill('200'));
});

test('a connection with more unanswered requests than anybody needs is broken off', async () => {
  let begun = 0;
  const { server, dial } = await serve(() => void begun++);
  const client = dial(GET.repeat(65));
  const [connection] = (await once(server, 'connection')) as [Socket];
  await once(connection, 'close');
  expect([begun, await text(client).catch(() => '')]).toEqual([16, '']);
});

test('what cannot be read ends a connection, too, on which requests wait', async () => {
  const open: ServerResponse[] = [];
  const { server, dial } = await serve((_request, response) => open.push(response));
  const socket = dial(
    `${GET.repeat(16)}${POST}`.replace(/Content-Length: 9/, 'Transfer-Encoding: chunked') + 'nonsense\r\n',
  );
  await once(server, 'clientError');
  for (const response of open) response.end();
  expect(statuses(await text(socket))).toEqual([...Array<string>(16).fill('200'), '400']);
  expect(open).toHaveLength(16);
});

test('an answer that nobody takes is given up', async () => {
  const large = Buffer.alloc(20_000_000);
  const { server, dial } = await serve((_request, response) => response.end(large), { untakenTimeout: 100 });
  const client = dial(GET);
  const [connection] = (await once(server, 'connection')) as [Socket];
  await new Promise((resolve) => connection.on('close', resolve));
  expect((await text(client)).length).toBeLessThan(large.length);
});

test('an answer that takes long to make is waited for, and a connection that is not used any more is closed', async () => {
  let answer: ServerResponse | undefined;
  const { server, dial } = await serve((_request, response) => (answer = response), { untakenTimeout: 1 });
  server.keepAliveTimeout = 1;
  const socket = dial(GET);
  await once(server, 'request');
  await once(server, 'timeout');
  answer!.end('answer');
  expect(statuses(await text(socket))).toEqual(['200']);
});

test('an upgrade that nobody makes is an ordinary request, with its body', async () => {
  const { dial } = await serve((request, response) => request.pipe(response));
  const socket = dial(`${POST.replace('Host', 'Connection: upgrade\r\nUpgrade: tea\r\nHost')}some tea.`);
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 .*Connection: close.*some tea\./s);
});

test('one that is made is made', async () => {
  const { dial } = await serve(
    () => undefined,
    {},
    (_request, socket) => {
      socket.end('taken over');
      return true;
    },
  );
  expect(await text(dial(GET.replace('Host', 'Connection: upgrade\r\nUpgrade: tea\r\nHost')))).toBe('taken over');
});

test.each([
  ['a tunnel', 'CONNECT b:1 HTTP/1.1\r\nHost: b:1\r\n\r\n'],
  ['an upgrade', GET.replace('Host', 'Connection: upgrade\r\nUpgrade: tea\r\nHost')],
])('a client that is refused %s, and breaks off, harms nobody', async (_what, bytes) => {
  const { server, dial } = await serve(
    () => undefined,
    {},
    (_request, socket) => {
      refuseUnread(socket, 'request_forbidden');
      return true;
    },
  );
  const client = dial(bytes);
  const [connection] = (await once(server, 'connection')) as [Socket];
  await once(client, 'data');
  client.resetAndDestroy();
  // Whoever waited for this by `once` would hear the error, too.
  await new Promise((resolve) => connection.on('close', resolve));
  expect(connection.errored).toMatchObject({ code: 'ECONNRESET' });
});
