import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { io } from 'socket.io-client';
import type { BatchSnapshot, PredictAnswer, Snapshot, WatchAnswer } from '#contract';
import { formOf, manyDigits } from './support/batches.js';
import { digitPng } from './support/digits.js';
import { locksmith, showing, type Locksmith } from './support/keyed.js';
import { startLince, type Lince } from './support/lince.js';
import { dial } from './support/raw-client.js';
import { raw } from './support/requests.js';
import { until } from './support/until.js';

jest.setTimeout(60_000);

/** A key of the settings, beside those of the store. */
const SET = 'a-key-of-the-settings';

let lince: Lince;
let keys: Locksmith;
let maria: string;
let pedro: string;
let root: string;
let seven: Buffer<ArrayBuffer>;

beforeAll(async () => {
  const env = { LINCE_API_KEYS: `set:admin=${SET}` };
  [lince, seven] = await Promise.all([startLince({ apis: 2, env }), digitPng(7)]);
  keys = locksmith(lince);
  [maria, pedro, root] = [await keys.add('maria'), await keys.add('pedro'), await keys.add('root', { scope: 'admin' })];
}, 60_000);
afterAll(async () => {
  await keys?.close();
  await lince?.stop();
});

const ask = (path: string, key?: string, { headers, ...init }: RequestInit = {}): Promise<Response> =>
  fetch(lince.apiUrl + path, { ...init, headers: { ...(headers as object), ...(key && showing(key)) } });
const code = async (asked: Promise<Response>): Promise<unknown[]> => {
  const response = await asked;
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json');
  return isProblem ? [response.status, ((await response.json()) as { code: string }).code] : [response.status];
};
const json = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});
const submit = async (key: string): Promise<Snapshot> =>
  (await (await ask('/v1/jobs', key, raw(seven))).json()) as Snapshot;
const done = async (key: string): Promise<Snapshot> =>
  (await (await ask(`${(await submit(key)).links.self}?wait=30`, key)).json()) as Snapshot;

/** Every door that is not for everybody. */
const doors = (job = 'b123456789012.0.1234567890123456', batch = 't123456789012.1234567890123456') =>
  [
    ['POST', '/predict'],
    ['POST', '/v1/jobs'],
    ['GET', `/v1/jobs/${job}`],
    ['GET', `/v1/jobs/${job}?wait=1`],
    ['GET', `/v1/jobs/${job}/events`],
    ['GET', `/v1/jobs/${job}/input.png`],
    ['GET', `/v1/jobs/${job}/saliency.png`],
    ['DELETE', `/v1/jobs/${job}`],
    ['POST', '/v1/batches'],
    ['GET', `/v1/batches/${batch}`],
    ['GET', `/v1/batches/${batch}?wait=1`],
    ['GET', `/v1/batches/${batch}/events`],
    ['GET', `/v1/batches/${batch}/results`],
    ['GET', `/v1/batches/${batch}/results.csv`],
    ['DELETE', `/v1/batches/${batch}`],
    ['GET', '/v1/models'],
    ['GET', '/v1/limits'],
    ['GET', '/v1/status'],
    ['GET', '/admin/queues'],
    ['GET', '/admin/queues/api/queues'],
  ] as const;

test('without a key nobody comes in anywhere, nor with one that is none', async () => {
  const wrong = [`${maria}x`, maria.slice(0, -1), maria.toUpperCase(), '', 'ñ'.repeat(3), 'x'.repeat(4_000)];
  for (const [method, path] of doors()) {
    expect([path, await code(ask(path, undefined, { method }))]).toEqual([path, [401, 'key_required']]);
    for (const key of wrong) {
      const headers = { Authorization: Buffer.from(`Bearer ${key}`).toString('latin1') };
      expect([path, await code(ask(path, undefined, { method, headers }))]).toEqual([path, [401, 'key_invalid']]);
    }
  }
  const asked = await ask('/v1/models');
  expect(asked.headers.get('www-authenticate')).toBe('Bearer realm="Lince"');
});

test('a key in another place, or of another kind, is none', async () => {
  const basic = { Authorization: `Basic ${Buffer.from(`maria:${maria}`).toString('base64')}` };
  expect(await code(ask('/v1/models', undefined, { headers: basic }))).toEqual([401, 'key_invalid']);
  const elsewhere = [
    { 'X-Api-Key': maria },
    { Cookie: `lince_session=${maria}` },
    { Cookie: `Authorization=${maria}` },
  ];
  for (const headers of elsewhere) {
    expect(await code(ask('/v1/models', undefined, { headers }))).toEqual([401, 'key_required']);
  }
  expect(await code(ask(`/v1/models?key=${maria}&access_token=${maria}`))).toEqual([401, 'key_required']);
});

test('what tells nothing is open to everybody', async () => {
  for (const path of ['/', '/health/live', '/health/ready', '/v1/session']) {
    expect([path, (await ask(path)).status]).toEqual([path, 200]);
  }
  expect(await (await ask('/v1/session')).json()).toEqual({ name: null, scope: null, keys: true });
  expect(await (await ask('/v1/session', maria)).json()).toEqual({ name: 'maria', scope: 'predict', keys: true });
});

test('whoever has a key is answered, from the settings or the store', async () => {
  for (const key of [maria, SET]) {
    const answer = (await (await ask('/predict', key, raw(seven))).json()) as PredictAnswer;
    expect(answer.class).toBe(7);
    expect((await ask(`/v1/jobs/${answer.id}`, key)).status).toBe(200);
  }
});

test("another's job and batch are not there, whoever asks and however", async () => {
  const job = await done(maria);
  const sent = await ask('/v1/batches', maria, formOf(await manyDigits(3)));
  const { id: batch } = (await sent.json()) as BatchSnapshot;
  await ask(`/v1/batches/${batch}?wait=30`, maria);
  const ofSomething = doors(job.id, batch).filter(([, path]) => path.includes(job.id) || path.includes(batch));
  for (const other of [pedro, root, SET]) {
    for (const [method, path] of ofSomething) {
      const expected = [404, path.includes(job.id) ? 'job_not_found' : 'batch_not_found'];
      expect([path, await code(ask(path, other, { method }))]).toEqual([path, expected]);
    }
  }
  expect((await ask(`/v1/batches/${batch}/results`, maria)).status).toBe(200);
  expect((await ask(`/v1/jobs/${job.id}/input.png`, maria)).status).toBe(200);
  expect((await ask(`/v1/jobs/${job.id}`, maria, { method: 'DELETE' })).status).toBe(204);
  expect((await ask(`/v1/batches/${batch}`, maria, { method: 'DELETE' })).status).toBe(204);
});

test('the same Idempotency-Key is another one in another hand', async () => {
  const send = (key: string): Promise<Response> =>
    ask('/v1/jobs', key, raw(seven, 'image/png', { 'Idempotency-Key': 'one' }));
  const [first, other, again] = [await send(maria), await send(pedro), await send(maria)];
  const ids = [];
  for (const response of [first, other, again]) ids.push(((await response.json()) as Snapshot).id);
  expect(ids[2]).toBe(ids[0]);
  expect(ids[1]).not.toBe(ids[0]);
});

test('sockets let in whom the doors do, and tell nobody of what is another’s', async () => {
  const worker = lince.workers[0]!.child;
  worker.kill('SIGSTOP');
  const job = await submit(maria);
  const open = (options: object) => io(lince.apiUrls[1]!, { forceNew: true, reconnection: false, ...options });
  const sockets = [open({ auth: { key: maria } }), open({ auth: { key: pedro } })] as const;
  const told: string[][] = [[], []];
  sockets.forEach((socket, at) => socket.on('job', ({ state }: Snapshot) => told[at]!.push(state)));
  const watch = (at: 0 | 1): Promise<WatchAnswer> => sockets[at].emitWithAck('watch', [job.id]);
  // Who watches first shares nothing with who comes later.
  expect(await watch(1)).toEqual({ snapshots: [], unknown: [job.id], refused: [] });
  expect((await watch(0)).snapshots).toMatchObject([{ id: job.id, state: 'queued' }]);
  expect(await watch(1)).toEqual({ snapshots: [], unknown: [job.id], refused: [] });
  worker.kill('SIGCONT');
  await until(() => told[0]!.at(-1) === 'succeeded');
  expect(told[1]).toEqual([]);
  sockets.forEach((socket) => socket.disconnect());
});

test.each([
  ['no key', {}, 'key_required'],
  ['one that is none', { auth: { key: 'nonsense' } }, 'key_invalid'],
  ['one that is no text', { auth: { key: [1] } }, 'key_required'],
])('a socket with %s is told so, and closed', async (_what, options, expected) => {
  const socket = io(lince.apiUrl, { forceNew: true, reconnection: false, ...options });
  const refusal = await new Promise<Error & { data: unknown }>((resolve) =>
    socket.on('connect_error', (error) => resolve(error as Error & { data: unknown })),
  );
  expect(refusal.message).toBe(expected);
  expect(refusal.data).toMatchObject({ status: 401, code: expected });
});

test('a connection has one client, however many it says there are', async () => {
  const at = `${lince.apiUrl}/socket.io/?EIO=4&transport=polling`;
  const { sid } = JSON.parse((await (await fetch(at)).text()).slice(1)) as { sid: string };
  const client = `40${JSON.stringify({ key: maria })}`;
  await fetch(`${at}&sid=${sid}`, { method: 'POST', body: Array<string>(3).fill(client).join('\x1e') });
  const told: string[] = [];
  while (told.length < 3) told.push(...(await (await fetch(`${at}&sid=${sid}`)).text()).split('\x1e'));
  expect(told.filter((packet) => packet.startsWith('40'))).toHaveLength(1);
  expect(told.filter((packet) => packet.includes('malformed_request'))).toHaveLength(2);
});

test('the queues are for administrators', async () => {
  expect(await code(ask('/admin/queues/api/queues', maria))).toEqual([403, 'key_forbidden']);
  expect(await code(ask('/admin/queues', pedro))).toEqual([403, 'key_forbidden']);
  const page = await ask('/admin/queues', root);
  expect(await page.text()).toContain('Lince');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page.headers.get('x-powered-by')).toBeNull();
  const { queues } = (await (await ask('/admin/queues/api/queues', SET)).json()) as { queues: { name: string }[] };
  expect(queues.map(({ name }) => name)).toEqual(['bundles', 'submitted', 'saliency']);
});

test('a person without a key is told so where the queues are, and where to sign in', async () => {
  const response = await ask('/admin/queues', undefined, { headers: { Accept: 'text/html', 'Accept-Language': 'en' } });
  expect([response.status, response.headers.get('content-type')]).toEqual([401, 'text/html; charset=utf-8']);
  expect(await response.text()).toMatch(/Key missing.+<a href="\/">/s);
});

test('nothing that Redis has ever been told is a key, or a session', async () => {
  await done(maria);
  const opened = await ask('/v1/session', undefined, json({ key: maria }));
  const token = /lince_session=([\w-]+)/.exec(opened.headers.get('set-cookie')!)![1]!;
  const written = await everythingIn(lince.redis.folder);
  expect(written).toContain('maria');
  for (const secret of [maria, pedro, root, SET, token]) expect(written).not.toContain(secret);
});

/** All that is in the files of a folder, which Redis appends each of its changes to. */
async function everythingIn(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n');
}

test('whoever has no key is answered before the body has come, and then not read for long', async () => {
  const most = 50_000_000;
  const client = dial(lince.apiUrl);
  client.write(`POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${most}\r\n\r\n`);
  const [answer] = (await once(client, 'data')) as [Buffer];
  expect(String(answer)).toMatch(/^HTTP\/1\.1 401 .*"key_required"/s);
  client.resume().write(Buffer.alloc(most - 1));
  const isCut = await new Promise((resolve) => client.on('close', resolve));
  expect(isCut).toBe(true);
});
