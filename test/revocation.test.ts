import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { io, type Socket } from 'socket.io-client';
import type { Snapshot } from '#contract';
import { closeRedis, connectRedis } from '#platform';
import { digitPng } from './support/digits.js';
import { locksmith, showing, type Locksmith } from './support/keyed.js';
import { startLince, type Lince } from './support/lince.js';
import { quiet } from './support/quiet.js';
import { raw } from './support/requests.js';
import { until } from './support/until.js';

jest.setTimeout(60_000);

let lince: Lince;
let keys: Locksmith;
let seven: Buffer<ArrayBuffer>;

beforeAll(async () => {
  [lince, seven] = await Promise.all([startLince({ apis: 2 }), digitPng(7)]);
  keys = locksmith(lince);
}, 60_000);
afterAll(async () => {
  await keys?.close();
  await lince?.stop();
});

const ask = (api: number, path: string, key?: string, init: RequestInit = {}): Promise<Response> =>
  fetch(lince.apiUrls[api]! + path, { ...init, headers: { ...(init.headers as object), ...(key && showing(key)) } });
const both = async (key?: string): Promise<number[]> =>
  Promise.all([0, 1].map(async (api) => (await ask(api, '/v1/models', key)).status));

/** A job that waits, and all who follow it with a key: an event stream, a poll, a socket; how each of them ends. */
async function followers(key?: string) {
  const { id } = (await (await ask(0, '/v1/jobs', key, raw(seven))).json()) as Snapshot;
  const events = await ask(0, `/v1/jobs/${id}/events`, key);
  const poll = ask(1, `/v1/jobs/${id}?wait=60`, key);
  const socket: Socket = io(lince.apiUrls[1]!, { forceNew: true, reconnection: false, auth: key ? { key } : {} });
  await socket.emitWithAck('watch', [id]);
  const closed = new Promise<string>((resolve) => socket.on('disconnect', resolve));
  return { id, ended: Promise.all([events.text(), poll.then((response) => response.json()), closed]) };
}

test('the first key closes the doors to those without one, and ends what they had open', async () => {
  lince.workers[0]!.child.kill('SIGSTOP');
  const anybody = await followers();
  const first = await keys.add('first');
  const [, polled, closed] = await anybody.ended;
  expect([(polled as Snapshot).state, closed]).toEqual(['queued', 'io server disconnect']);
  lince.workers[0]!.child.kill('SIGCONT');
  expect([await both(), await both(first)]).toEqual([
    [401, 401],
    [200, 200],
  ]);
  expect((await ask(0, `/v1/jobs/${anybody.id}`, first)).status).toBe(404);
  // That it is gone again does not mean that anybody may come in.
  await keys.revoke('first');
  expect(await both(first)).toEqual([401, 401]);
  expect(await both()).toEqual([401, 401]);
});

test('a key that is revoked opens nothing from then on, at any API process, and ends what it had open', async () => {
  const [maria, pedro] = [await keys.add('maria'), await keys.add('pedro')];
  lince.workers[0]!.child.kill('SIGSTOP');
  const [hers, his] = [await followers(maria), await followers(pedro)];
  await keys.store.revoke('maria');
  const [stream, polled, closed] = await hers.ended;
  expect([stream.match(/"state":"\w+"/g), (polled as Snapshot).state, closed]).toEqual([
    ['"state":"queued"'],
    'queued',
    'io server disconnect',
  ]);
  expect(await both(maria)).toEqual([401, 401]);
  lince.workers[0]!.child.kill('SIGCONT');
  // Others go on.
  const { state } = (await (await ask(0, `/v1/jobs/${his.id}?wait=30`, pedro)).json()) as Snapshot;
  expect(state).toBe('succeeded');
  await keys.store.revoke('pedro');
  expect((await his.ended)[0]).toContain('"state":"succeeded"');
});

test('a key that is revoked while a batch comes in brings no more', async () => {
  const ana = await keys.add('ana');
  const part = Buffer.concat([
    Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n'),
    seven,
    Buffer.from('\r\n'),
  ]);
  const headers = { ...showing(ana), 'Content-Type': 'multipart/form-data; boundary=b' };
  const sent = request(`${lince.apiUrl}/v1/batches`, { method: 'POST', headers });
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  for (let picture = 0; picture < 40; picture++) sent.write(part);
  const redis = connectRedis(lince.redis.url, 'consumer', quiet);
  await until(async () => (await redis.keys('{lince}:batch:*')).length > 0);
  await keys.revoke('ana');
  for (let picture = 0; picture < 40; picture++) sent.write(part);
  sent.end('--b--\r\n');
  const [response] = await answered;
  expect(response.statusCode).toBe(401);
  response.resume();
  await until(async () => (await redis.keys('{lince}:batch:*')).length === 0);
  await closeRedis(redis);
});

test('a key in the place of another of the same name opens what was its own; the other does not', async () => {
  const first = await keys.add('maria');
  const { id } = (await (await ask(0, '/v1/jobs', first, raw(seven))).json()) as Snapshot;
  await keys.revoke('maria');
  const second = await keys.add('maria');
  expect((await ask(0, `/v1/jobs/${id}`, second)).status).toBe(200);
  expect((await ask(0, `/v1/jobs/${id}`, first)).status).toBe(401);
});

test('what a key may do changes as the key does, while Redis was away, too', async () => {
  const maria = await keys.add('rosa');
  expect((await ask(0, '/admin/queues', maria)).status).toBe(403);
  const known = (await keys.store.all()).find(({ name }) => name === 'rosa')!;
  lince.redis.process.child.kill('SIGKILL');
  await until(() => lince.redis.process.child.signalCode !== null);
  // Nothing is asked of Redis for what is known.
  expect((await ask(0, '/admin/queues', maria)).status).toBe(403);
  await lince.redis.restart();
  await keys.store.replace({ ...known, scope: 'admin' });
  await until(async () => (await ask(0, '/admin/queues', maria)).status === 200);
});
