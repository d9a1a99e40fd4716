import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { io } from 'socket.io-client';
import type { Snapshot } from '#contract';
import { formOf, manyDigits, nothingLeft, traces, type NamedFile } from './support/batches.js';
import { backstage, type Backstage } from './support/bundles.js';
import { sendFrom, type Reply } from './support/callers.js';
import { digitPng } from './support/digits.js';
import { withLince } from './support/fault.js';
import { startLince, type Lince } from './support/lince.js';
import { until } from './support/until.js';

jest.setTimeout(60_000);

const WAITING = 40;
const OPEN = 30;
/** What one caller may have of it. */
const ONE_CALLER = 27;

let lince: Lince;
let behind: Backstage;
let digits: NamedFile[];
let seven: Buffer<ArrayBuffer>;

beforeAll(async () => {
  const env = {
    LINCE_MAX_WAITING: `${WAITING}`,
    LINCE_MAX_OPEN: `${OPEN}`,
    LINCE_MAX_SOCKETS: '3',
  };
  [lince, digits, seven] = await Promise.all([startLince({ env }), manyDigits(60), digitPng(7)]);
  behind = backstage(lince.redis.url);
}, 60_000);
afterAll(async () => {
  await behind?.close();
  await lince?.stop();
});

const standStill = (): boolean => lince.workers[0]!.child.kill('SIGSTOP');
const goOn = (): boolean => lince.workers[0]!.child.kill('SIGCONT');
const waiting = async (): Promise<number> => Number(await behind.redis.hget('{lince}:load', 'pictures'));
afterEach(async () => {
  goOn();
  // The door knows of it a moment later.
  await until(async () => (await submit('127.0.0.250')).status === 202);
  await until(async () => (await waiting()) === 0);
});

const submit = (from: string): Promise<Reply> => sendFrom(from, `${lince.apiUrl}/v1/jobs`, seven);
const predict = (from: string, url = lince.apiUrl): Promise<Reply> => sendFrom(from, `${url}/predict`, seven);
const codes = (replies: Reply[]): unknown[] =>
  replies.map(({ status, body }) => [status, (body as { code?: string }).code]);

/** What a refusal says of when to come again, in the header and in the body. */
function retryAfter({ headers, body }: Reply): number {
  expect(headers['retry-after']).toBe(String((body as { retryAfter: number }).retryAfter));
  return Number(headers['retry-after']);
}

test('as much may wait as there is room for: more is refused at the door, and all that was accepted is answered', async () => {
  standStill();
  const accepted: Reply[] = [];
  for (let nth = 0; nth < WAITING; nth++) accepted.push(await submit(`127.0.0.${2 + (nth % 4)}`));
  expect(new Set(accepted.map(({ status }) => status))).toEqual(new Set([202]));
  const room = accepted.map(({ headers }) => Number(headers['ratelimit-remaining']));
  // The first was told as it was a moment before.
  expect(room.slice(1)).toEqual(room.slice(1).map((_, nth) => room[1]! - nth));
  const refused = await submit('127.0.0.9');
  expect(codes([refused])).toEqual([[503, 'overloaded']]);
  expect(retryAfter(refused)).toBeGreaterThan(0);
  expect(refused.headers).toMatchObject({ 'ratelimit-limit': `${WAITING}`, 'ratelimit-remaining': '0' });
  goOn();
  for (const { body } of accepted) {
    const { links } = body as Snapshot;
    expect(await (await fetch(`${lince.apiUrl}${links.self}?wait=30`)).json()).toMatchObject({ state: 'succeeded' });
  }
  await until(async () => (await submit('127.0.0.9')).status === 202);
});

test('the room is never passed, however many come at once', async () => {
  standStill();
  const replies = await Promise.all(
    Array.from({ length: 3 * WAITING }, (_, nth) => submit(`127.0.0.${2 + (nth % 90)}`)),
  );
  const accepted = replies.filter(({ status }) => status === 202).length;
  expect(await waiting()).toBe(accepted);
  expect(accepted).toBeLessThanOrEqual(WAITING);
  // What travels together is refused together.
  expect(accepted).toBeGreaterThan(0);
  const refusals = new Set(
    replies.filter(({ status }) => status !== 202).map(({ body }) => (body as { code: string }).code),
  );
  expect([...refusals].every((code) => code === 'overloaded' || code === 'too_many_waiting')).toBe(true);
});

test('one caller does not fill all of it', async () => {
  standStill();
  let own: Reply;
  let accepted = -1;
  do {
    own = await submit('127.0.0.2');
    accepted++;
  } while (own.status === 202);
  expect([...codes([own]), accepted, await waiting()]).toEqual([[429, 'too_many_waiting'], 36, 36]);
  expect(Number(own.headers['retry-after'])).toBeGreaterThan(0);
  expect((await submit('127.0.0.3')).status).toBe(202);
});

test('a batch that does not fit is refused whole, and nothing of it is left', async () => {
  standStill();
  const before = await traces(behind.redis);
  const response = await fetch(`${lince.apiUrl}/v1/batches`, formOf(digits));
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([503, 'overloaded']);
  await nothingLeft(behind.redis, before);
  expect(await waiting()).toBe(0);
});

test('only so many requests are open, not all of them of one caller; what is answered makes room', async () => {
  standStill();
  const replies: Reply[] = [];
  const ask = (from: string): Promise<unknown> => predict(from).then((reply) => replies.push(reply));
  const asked = Array.from({ length: OPEN + 2 }, () => ask('127.0.0.2'));
  await until(() => replies.length === OPEN + 2 - ONE_CALLER);
  expect(new Set(codes(replies).map(String))).toEqual(new Set(['429,too_many_waiting']));
  for (let nth = ONE_CALLER + 1; nth < OPEN; nth++) asked.push(ask(`127.0.1.${nth}`));
  asked.push(ask('127.0.0.3'));
  const more: Reply[] = [];
  const refused = await until(() => {
    asked.push(predict('127.0.0.4').then((reply) => more.push(reply)));
    return more.find(({ status }) => status === 503);
  });
  expect(codes([refused])).toEqual([[503, 'overloaded']]);
  expect(retryAfter(refused)).toBeGreaterThan(0);
  goOn();
  await Promise.all(asked);
  const all = [...replies, ...more].map(({ status }) => status);
  expect(all.filter((status) => status === 200).length).toBe(OPEN);
  expect(new Set(all)).toEqual(new Set([200, 429, 503]));
  expect((await predict('127.0.0.4')).status).toBe(200);
});

test('when pictures have waited long at the door, no more comes in of those who have some there; others are next', () =>
  withLince({ env: { LINCE_MAX_DOOR_WAIT: '400ms' } }, async ({ apiUrl, workers }, behind) => {
    const replies: Reply[] = [];
    const ask = (from: string): Promise<unknown> => predict(from, apiUrl).then((reply) => replies.push(reply));
    const asked: Promise<unknown>[] = [];
    let other: Promise<Reply>;
    workers[0]!.child.kill('SIGSTOP');
    try {
      // One is under way alone; the others wait for its end.
      asked.push(ask('127.0.0.2'));
      await until(async () => (await behind.records.openSince(0, 10)).length === 1);
      for (let nth = 0; nth < 4; nth++) asked.push(ask('127.0.0.2'));
      const refused = await until(async () => {
        asked.push(ask('127.0.0.2'));
        return replies[0];
      });
      expect(codes([refused])).toEqual([[503, 'overloaded']]);
      expect(retryAfter(refused)).toBeGreaterThan(0);
      other = predict('127.0.0.3', apiUrl);
    } finally {
      workers[0]!.child.kill('SIGCONT');
    }
    expect((await other).status).toBe(200);
    await Promise.all(asked);
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200, 503]));
    expect((await predict('127.0.0.2', apiUrl)).status).toBe(200);
  }));

test('only so many sockets are open', async () => {
  const sockets = Array.from({ length: 3 }, () => io(lince.apiUrl, { forceNew: true, transports: ['websocket'] }));
  await until(() => sockets.every(({ connected }) => connected));
  const more = io(lince.apiUrl, { forceNew: true, transports: ['websocket'], reconnection: false });
  await new Promise((resolve) => more.once('connect_error', resolve));
  sockets[0]!.disconnect();
  await until(() => more.connect().connected);
  for (const socket of [...sockets, more]) socket.disconnect();
});
