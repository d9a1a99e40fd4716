import { once } from 'node:events';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Problem } from '#contract';
import { digitPng } from './support/digits.js';
import { startLince, type Lince } from './support/lince.js';
import { dial, heardOn, speak, type RawAnswer } from './support/raw-client.js';
import { raw } from './support/requests.js';

jest.setTimeout(60_000);

let lince: Lince;
let seven: Buffer<ArrayBuffer>;
/** What a client was answered that went on asking all the time. */
const control: number[] = [];
let asking: Promise<void>;
let isOver = false;

beforeAll(async () => {
  [lince, seven] = await Promise.all([startLince(), digitPng(7)]);
  const ask = async (): Promise<void> => {
    while (!isOver) control.push((await fetch(`${lince.apiUrl}/predict`, raw(seven))).status);
  };
  asking = ask();
}, 90_000);
afterAll(async () => {
  isOver = true;
  await asking;
  await lince?.stop();
});

const HOST = 'Host: localhost\r\n';
const get = (target: string, more = ''): string => `GET ${target} HTTP/1.1\r\n${HOST}${more}\r\n`;
const post = (head: string, body: string | Buffer = '', target = '/predict'): Buffer =>
  Buffer.concat([
    Buffer.from(`POST ${target} HTTP/1.1\r\n${HOST}${head}\r\n`, 'latin1'),
    typeof body === 'string' ? Buffer.from(body, 'latin1') : body,
  ]);
const sized = (type: string, body: string, more = '', target = '/predict'): Buffer =>
  post(`Content-Type: ${type}\r\nContent-Length: ${Buffer.byteLength(body, 'latin1')}\r\n${more}`, body, target);
const chunked = (body: string, more = 'Content-Type: image/png\r\n'): Buffer =>
  post(`Transfer-Encoding: chunked\r\n${more}`, body);
const json = (body: string): Buffer => sized('application/json', body);
const form = (body: string, boundary = 'b'): Buffer => sized(`multipart/form-data; boundary=${boundary}`, body);
const part = (head: string, body: string): string =>
  `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
const long = (text: string, times: number): string => text.repeat(times);

/** A problem in our own words, with a name of its request, and nothing of what is inside. */
function expectProblem({ status, headers, body, text }: RawAnswer, code: string): void {
  expect(headers).toMatchObject({
    'content-type': 'application/problem+json; charset=utf-8',
    'x-request-id': expect.stringMatching(/^[\w.-]{1,64}$/),
  });
  expect(JSON.parse(body) as Problem).toMatchObject({ status, code });
  expect(text).not.toMatch(/x-powered-by|^server:|node|express|nest|\.js|dist|Error:/im);
  expect(text.match(/HTTP\/1\.1 \d/g)).toHaveLength(1);
}

test.each<[what: string, bytes: string | Buffer, status: number, code: string]>([
  ['no method', '/predict HTTP/1.1\r\n\r\n', 400, 'malformed_request'],
  ['an unknown method', `FOO / HTTP/1.1\r\n${HOST}\r\n`, 400, 'malformed_request'],
  ['HTTP/0.9', 'GET /\r\n\r\n', 400, 'malformed_request'],
  ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'malformed_request'],
  ['HTTP/9.9', `GET / HTTP/9.9\r\n${HOST}\r\n`, 400, 'malformed_request'],
  ['TLS', Buffer.from('16030100c8010000c40303', 'hex'), 400, 'malformed_request'],
  ['noise', Buffer.from([...Array(256).keys()]), 400, 'malformed_request'],
  ['lines that end in LF alone', 'GET / HTTP/1.1\nHost: localhost\n\n', 400, 'malformed_request'],
  ['a NUL in a header', `GET / HTTP/1.1\r\n${HOST}X: a\0b\r\n\r\n`, 400, 'malformed_request'],
  ['a header without a name', `GET / HTTP/1.1\r\n${HOST}: a\r\n\r\n`, 400, 'malformed_request'],
  ['a header name with a space', `GET / HTTP/1.1\r\n${HOST}X : a\r\n\r\n`, 400, 'malformed_request'],
  ['a folded header', `GET / HTTP/1.1\r\n${HOST}X: a\r\n b\r\n\r\n`, 400, 'malformed_request'],
  ['no host', 'GET /health/live HTTP/1.1\r\n\r\n', 400, 'malformed_request'],
  ['an empty host', 'GET /health/live HTTP/1.1\r\nHost:\r\n\r\n', 400, 'malformed_request'],
  ['two hosts', get('/health/live', 'Host: localhost\r\n'), 400, 'malformed_request'],
  ['a host that is none', 'GET / HTTP/1.1\r\nHost: a/b\r\n\r\n', 403, 'request_forbidden'],
  ['a path that is not ASCII', get('/pre\xe9'), 400, 'malformed_request'],
  ['a path without its slash', get('predict'), 400, 'malformed_request'],
  ['an address of another host', get('http://elsewhere.example/health/live'), 400, 'malformed_request'],
  ['a long address', get(`/${long('a', 9_000)}`), 414, 'uri_too_long'],
  ['a very long address', get(`/${long('a', 40_000)}`), 414, 'uri_too_long'],
  ['long headers', get('/health/live', `X: ${long('a', 40_000)}\r\n`), 431, 'headers_too_large'],
  ['many headers', get('/health/live', long('X: a\r\n', 150)), 431, 'headers_too_large'],
  ['a way up and out', get('/v1/../../etc/passwd'), 404, 'route_not_found'],
  ['a way up and out, escaped', get('/%2e%2e/%2e%2e/etc/passwd'), 404, 'route_not_found'],
  ['a NUL, escaped', get('/v1/jobs/%00'), 404, 'job_not_found'],
  ['half an escape', get('/v1/jobs/%E0%A4%A'), 400, 'malformed_request'],
  ['a tunnel', `CONNECT localhost:80 HTTP/1.1\r\n${HOST}\r\n`, 405, 'method_not_allowed'],
  ['an unknown expectation', post('Expect: tea\r\nContent-Length: 3\r\n', 'tea'), 417, 'expectation_failed'],
  [
    'a length and chunks',
    post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
    400,
    'malformed_request',
  ],
  ['two lengths', post('Content-Length: 1\r\nContent-Length: 2\r\n', 'ab'), 400, 'malformed_request'],
  ['a length below nothing', post('Content-Length: -1\r\n'), 400, 'malformed_request'],
  ['a length beyond numbers', post(`Content-Length: ${long('9', 40)}\r\n`), 400, 'malformed_request'],
  [
    'a length beyond the limit',
    post('Content-Type: image/png\r\nContent-Length: 99999999999\r\n', 'a'),
    413,
    'upload_too_large',
  ],
  ['an unknown transfer coding', post('Transfer-Encoding: gzip\r\n'), 400, 'malformed_request'],
  ['a chunk of no size', chunked('zz\r\n'), 400, 'malformed_request'],
  [
    'a chunk of no size, to where sockets poll',
    get('/socket.io/?EIO=4&transport=polling', 'Transfer-Encoding: chunked\r\n') + 'zz\r\n',
    400,
    'malformed_request',
  ],
  ['a chunk of a size beyond numbers', chunked(`${long('f', 20)}\r\n`), 400, 'malformed_request'],
  ['a chunk longer than its size', chunked('1\r\nab\r\n0\r\n\r\n'), 400, 'malformed_request'],
  ['chunks with long extensions', chunked(`1;${long('a', 20_000)}\r\na\r\n`), 400, 'malformed_request'],
  ['long trailers', chunked(`1\r\na\r\n0\r\nX: ${long('a', 20_000)}\r\n\r\n`), 431, 'headers_too_large'],
  ['a picture in a hundred thousand chunks', chunked(long('1\r\na\r\n', 100_000)), 400, 'malformed_request'],
  ['no chunks', chunked('0\r\n\r\n'), 400, 'file_missing'],
  ['a packed body', sized('image/png', 'abc', 'Content-Encoding: gzip\r\n'), 415, 'encoding_unsupported'],
  ['arrays within arrays', json(long('[', 1_000_000)), 400, 'malformed_request'],
  ['a million members', json(`{${long('"a":1,', 1_000_000)}"image":""}`), 400, 'malformed_request'],
  ['a long number', json(`{"image":${long('1', 1_000_000)}}`), 400, 'file_missing'],
  ['a text without an end', json(`{"image":"${long('\\"', 1_000_000)}`), 400, 'malformed_request'],
  ['a data URL of white space', json(`{"image":"data:;base64,${long(' ', 5_000_000)}!"}`), 400, 'malformed_request'],
  ['padding and no end of white space', json(`{"image":"QQ=${long(' ', 5_000_000)}!"}`), 400, 'malformed_request'],
  ['base64 of nothing', json('{"image":"===="}'), 400, 'malformed_request'],
  ['a form without a boundary', sized('multipart/form-data', '--\r\n'), 400, 'malformed_request'],
  ['a form with an empty boundary', form('----\r\n', ''), 400, 'malformed_request'],
  ['a form with a long boundary', form(`--${long('b', 200)}--\r\n`, long('b', 200)), 400, 'malformed_request'],
  ['a form with another boundary', form(part('name="file"; filename="a"', 'x'), 'other'), 400, 'malformed_request'],
  ['a form without an end', form(part('name="file"; filename="a"', 'x')), 400, 'malformed_request'],
  ['a form with a long head', form(part(`name="${long('a', 20_000)}"`, 'x')), 400, 'malformed_request'],
  ['a form of many parts', form(`${long(part('name="a"', 'x'), 20_000)}--b--\r\n`), 400, 'file_missing'],
  ['a text in place of a file', form(`${part('name="file"', 'x')}--b--\r\n`), 400, 'file_missing'],
  [
    'a form within a form',
    form(`${part('name="file"; filename="a"\r\nContent-Type: multipart/mixed; boundary=c', '--c--')}--b--\r\n`),
    415,
    'unsupported_image',
  ],
  ['what comes after a form', form(`--b--\r\n${long('x', 12_000_000)}`), 413, 'upload_too_large'],
])('%s is refused by the API', async (_what, bytes, status, code) => {
  const answer = await speak(lince.apiUrl, bytes);
  expect(answer.status).toBe(status);
  expectProblem(answer, code);
});

test.each<[what: string, bytes: string | Buffer, status: number, code: string]>([
  ['TLS', Buffer.from('16030100c8010000c40303', 'hex'), 400, 'malformed_request'],
  ['no host', 'GET / HTTP/1.1\r\n\r\n', 400, 'malformed_request'],
  ['long headers', get('/', `X: ${long('a', 40_000)}\r\n`), 431, 'headers_too_large'],
  ['a very long address', get(`/${long('a', 40_000)}`), 414, 'uri_too_long'],
  ['a way up and out', get('/../../package.json'), 404, 'route_not_found'],
  ['half an escape', get('/%E0%A4%A'), 404, 'route_not_found'],
  ['a tunnel', `CONNECT localhost:80 HTTP/1.1\r\n${HOST}\r\n`, 405, 'method_not_allowed'],
  ['a body where there is a page', post('Content-Length: 3\r\n', 'abc', '/'), 405, 'method_not_allowed'],
  ['a chunk of no size', chunked('zz\r\n'), 400, 'malformed_request'],
  ['half an escape in an address of the API', get('/v1/jobs/%E0%A4%A'), 400, 'malformed_request'],
])("%s is refused by the page's server", async (_what, bytes, status, code) => {
  const answer = await speak(lince.webUrl, bytes);
  expect(answer.status).toBe(status);
  expectProblem(answer, code);
});

test.each([
  ['a whole address', () => get(`${lince.apiUrl}/health/live`).replace('localhost', new URL(lince.apiUrl).host)],
  ['an older protocol', () => `GET /health/live HTTP/1.0\r\n${HOST}\r\n`],
  ['trailers announced, and none to come', () => get('/health/live', 'Trailer: X-Sum\r\n')],
  ['lines before it', () => `\r\n\r\n${get('/health/live')}`],
  [
    'a wish for HTTP/2',
    () => get('/health/live', 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n'),
  ],
])('a request with %s is answered', async (_what, bytes) => {
  for (const url of [lince.apiUrl, lince.webUrl]) {
    const text = bytes().replaceAll(new URL(lince.apiUrl).host, new URL(url).host);
    expect(await speak(url, text)).toMatchObject({ status: 200, body: '{"status":"ok"}' });
  }
});

const PNG = 'Content-Type: image/png\r\n';

test('a picture with a wish for HTTP/2, one that waits to be asked for, and one with trailers are read', async () => {
  const length = `Content-Length: ${seven.length}\r\n`;
  const wishes = await speak(lince.apiUrl, post(`${PNG}${length}Connection: Upgrade\r\nUpgrade: h2c\r\n`, seven));
  const chunks = [`${seven.length.toString(16)}\r\n`, seven.toString('latin1'), '\r\n0\r\nX-Sum: 1\r\n\r\n'];
  const trails = await speak(lince.apiUrl, chunked(chunks.join('')));
  const socket = dial(lince.apiUrl);
  socket.write(post(`${PNG}${length}Expect: 100-continue\r\n`));
  const [go] = (await once(socket, 'data')) as [Buffer];
  expect(go.toString()).toBe('HTTP/1.1 100 Continue\r\n\r\n');
  socket.write(seven);
  const waits = await heardOn(socket);
  for (const { status, body } of [wishes, trails, waits]) {
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ class: 7 });
  }
});

test('what cannot be read after a picture does not take its answer', async () => {
  const socket = dial(lince.apiUrl);
  socket.write(
    post(`${PNG}Content-Length: ${seven.length}\r\n`, Buffer.concat([seven, Buffer.from('and more\r\n\r\n')])),
  );
  expect(await heardOn(socket)).toMatchObject({ status: 200, body: expect.stringContaining('"class":7') });
});

test('a request has one name in its answer, given by a proxy that is trusted, if it can be one', async () => {
  const nameOf = async (name: string, url = lince.apiUrl): Promise<string | undefined> =>
    (await speak(url, get('/health/live', `X-Request-Id: ${name}\r\n`))).headers['x-request-id'];
  expect(await nameOf('a.name-1')).toBe('a.name-1');
  expect(await nameOf('a.name-1', lince.webUrl)).toBe('a.name-1');
  for (const name of ['<b>', long('a', 65)]) expect(await nameOf(name)).toMatch(/^[\da-f-]{36}$/);
});

test('who sends headers, or a body, too slowly is told so', async () => {
  const silent = [dial(lince.apiUrl), dial(lince.webUrl), dial(lince.apiUrl), dial(lince.webUrl)];
  silent[1]!.write('GET / HTTP/1.1\r\nHost: ');
  silent[2]!.write(post(`${PNG}Content-Length: 1000\r\n`, 'a'));
  silent[3]!.write(post(`${PNG}Content-Length: 1000\r\n`, 'a'));
  const answers = await Promise.all(silent.map(heardOn));
  for (const answer of answers) {
    expect(answer.status).toBe(408);
    expectProblem(answer, 'request_timeout');
  }
});

test('a client that went on asking was answered all the time, and nothing is left of the others', async () => {
  expect(control.length).toBeGreaterThan(0);
  expect(new Set(control)).toEqual(new Set([200]));
  const output = lince.apis.map((each) => each.output()).join('');
  expect(output).not.toMatch(/ (warn|error) /);
});
