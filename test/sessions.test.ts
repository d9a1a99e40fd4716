import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { io } from 'socket.io-client';
import type { Problem, Session } from '#contract';
import { digitPng } from './support/digits.js';
import { locksmith, type Locksmith } from './support/keyed.js';
import { startLince, type Lince } from './support/lince.js';
import { raw } from './support/requests.js';

jest.setTimeout(60_000);

let lince: Lince;
let keys: Locksmith;
let maria: string;
let seven: Buffer<ArrayBuffer>;

beforeAll(async () => {
  [lince, seven] = await Promise.all([
    startLince({ apis: 2, env: { LINCE_SESSION_TTL: '1h', LINCE_ALLOWED_HOSTS: 'lince.example' } }),
    digitPng(7),
  ]);
  keys = locksmith(lince);
  maria = await keys.add('maria');
}, 60_000);
afterAll(async () => {
  await keys?.close();
  await lince?.stop();
});

const session = (init: RequestInit = {}, api = 0): Promise<Response> => fetch(`${lince.apiUrls[api]}/v1/session`, init);
const signIn = (key: unknown, more: Record<string, string> = {}): Promise<Response> =>
  session({
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...more },
    body: JSON.stringify({ key }),
  });
const codeOf = async (response: Response): Promise<unknown> => [
  response.status,
  ((await response.json()) as Problem).code,
];

/** The cookie of somebody who has signed in, as a browser sends it back. */
async function cookie(): Promise<string> {
  const response = await signIn(maria);
  expect(await response.json()).toEqual({ name: 'maria', scope: 'predict', keys: true } satisfies Session);
  return response.headers.get('set-cookie')!.split(';')[0]!;
}

test('the cookie is kept from scripts, from other sites, and for as long as was set', async () => {
  const set = (await signIn(` ${maria}\n`)).headers.get('set-cookie')!;
  expect(set).toMatch(/^lince_session=[\w-]{43}; Max-Age=3600; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/);
  expect(set).not.toContain(maria);
});

test('behind a proxy that speaks https, the cookie goes over nothing else', async () => {
  const set = (await signIn(maria, { 'X-Forwarded-Proto': 'https' })).headers.get('set-cookie')!;
  expect(set).toContain('; Secure');
});

test.each([
  ['another key', async () => signIn('nonsense'), 401, 'key_invalid'],
  ['no text', async () => signIn([maria]), 400, 'malformed_request'],
  ['nothing', async () => session({ method: 'POST' }), 400, 'malformed_request'],
  [
    'a form',
    async () => session({ method: 'POST', body: new URLSearchParams({ key: maria }) }),
    400,
    'malformed_request',
  ],
  ['too much', async () => signIn('x'.repeat(100_000)), 400, 'malformed_request'],
  [
    'broken JSON',
    async () => session({ method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{' }),
    400,
    'malformed_request',
  ],
  ['a page of another site', async () => signIn(maria, { Origin: 'http://evil.example' }), 403, 'request_forbidden'],
])('nobody signs in with %s', async (_what, send, status, code) => {
  expect(await codeOf(await send())).toEqual([status, code]);
});

test('a session opens what its key does, at every API process, until its end', async () => {
  const headers = { Cookie: `theme=dark; ${await cookie()}; other=1` };
  expect(await (await session({ headers }, 1)).json()).toMatchObject({ name: 'maria' });
  const Origin = lince.apiUrls[1]!;
  const sent = await fetch(`${lince.apiUrls[1]}/predict`, raw(seven, 'image/png', { ...headers, Origin }));
  const { id } = (await sent.json()) as { id: string };
  expect((await fetch(`${lince.apiUrl}/v1/jobs/${id}/input.png`, { headers })).status).toBe(200);
  const socket = io(lince.apiUrl, { forceNew: true, reconnection: false, extraHeaders: headers });
  expect((await socket.emitWithAck('watch', [id])).snapshots).toMatchObject([{ id }]);
  socket.disconnect();

  const out = await session({ method: 'DELETE', headers });
  expect([out.status, out.headers.get('set-cookie')]).toEqual([
    204,
    expect.stringContaining('Expires=Thu, 01 Jan 1970'),
  ]);
  expect(await codeOf(await fetch(`${lince.apiUrl}/v1/models`, { headers }))).toEqual([401, 'key_invalid']);
});

test('a cookie alone changes nothing: a browser must say that the request comes from this very site', async () => {
  const headers = { Cookie: await cookie() };
  const post = async (more: Record<string, string>): Promise<number> =>
    (await fetch(`${lince.apiUrl}/v1/jobs`, raw(seven, 'image/png', { ...headers, ...more }))).status;
  expect(await post({})).toBe(403);
  expect(await post({ 'Sec-Fetch-Site': 'same-site' })).toBe(403);
  expect(await post({ Origin: 'null' })).toBe(403);
  expect(await post({ Origin: 'http://evil.example' })).toBe(403);
  // The same site to a cookie, and another origin.
  expect(await post({ Origin: 'http://lince.example:3000', 'X-Forwarded-Host': 'lince.example' })).toBe(403);
  expect(await post({ Origin: 'http://lince.example', 'X-Forwarded-Host': 'lince.example' })).toBe(202);
  expect(await post({ Origin: lince.apiUrl, 'Sec-Fetch-Site': 'same-site' })).toBe(403);
  expect(await post({ 'Sec-Fetch-Site': 'same-origin' })).toBe(202);
  expect(await post({ Origin: lince.apiUrl })).toBe(202);
});

test('what a proxy has asked a browser for does not hide its session', async () => {
  const headers = { Cookie: await cookie(), Authorization: 'Basic bWFyaWE6c2VjcmV0' };
  expect(await (await session({ headers })).json()).toMatchObject({ name: 'maria' });
  expect((await fetch(`${lince.apiUrl}/v1/models`, { headers })).status).toBe(200);
});

test('a session ends with its key', async () => {
  const pedro = await keys.add('pedro');
  const signedIn = await signIn(pedro);
  const headers = { Cookie: signedIn.headers.get('set-cookie')!.split(';')[0]! };
  expect((await fetch(`${lince.apiUrl}/v1/models`, { headers })).status).toBe(200);
  await keys.store.revoke('pedro');
  await keys.add('pedro');
  expect((await fetch(`${lince.apiUrl}/v1/models`, { headers })).status).toBe(401);
});
