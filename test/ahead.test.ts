import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { io } from 'socket.io-client';
import { QUEUE, SUBMITTED, type BatchSnapshot, type Snapshot, type WatchAnswer } from '#contract';
import { keysUnder } from '#platform';
import { formOf, manyDigits } from './support/batches.js';
import { addressOf, backstage, type Backstage } from './support/bundles.js';
import { sendFrom } from './support/callers.js';
import { digitPng } from './support/digits.js';
import { startLince, type Lince } from './support/lince.js';
import { raw } from './support/requests.js';
import { takeNext } from './support/taken.js';
import { until } from './support/until.js';

jest.setTimeout(60_000);

let lince: Lince;
let behind: Backstage;
let seven: Buffer<ArrayBuffer>;
beforeAll(async () => {
  [lince, seven] = await Promise.all([startLince(), digitPng(7)]);
  behind = backstage(lince.redis.url);
}, 60_000);
afterAll(async () => {
  await behind?.close();
  await lince?.stop();
});

const standStill = (): boolean => lince.workers[0]!.child.kill('SIGSTOP');
const goOn = (): boolean => lince.workers[0]!.child.kill('SIGCONT');
afterEach(async () => {
  goOn();
  await until(async () => (await behind.redis.hget(keysUnder('lince').load, 'pictures')) === '0');
});

const show = async <T = Snapshot>(path: string): Promise<T> => (await (await fetch(lince.apiUrl + path)).json()) as T;
const remove = (path: string): Promise<Response> => fetch(lince.apiUrl + path, { method: 'DELETE' });
const aheadOf = async (paths: string[]): Promise<(number | null)[]> =>
  Promise.all(paths.map(async (path) => (await show(path)).ahead));

/** Submits pictures one after another. @returns their addresses */
async function submit(count: number): Promise<string[]> {
  const paths: string[] = [];
  for (let i = 0; i < count; i++) {
    const response = await fetch(`${lince.apiUrl}/v1/jobs`, raw(seven));
    paths.push(((await response.json()) as Snapshot).links.self);
  }
  return paths;
}

test('whoever waits is told how many come first, fewer and fewer, until it is over', async () => {
  standStill();
  const paths = await submit(6);
  expect(await aheadOf(paths)).toEqual([0, 1, 2, 3, 4, 5]);
  // What a worker has in hand waits no longer.
  const taken = await takeNext(SUBMITTED, behind);
  const rest = paths.slice(taken.pictures);
  expect(rest.length).toBeGreaterThan(0);
  expect(await aheadOf(paths)).toEqual([
    ...Array<null>(taken.pictures).fill(null),
    ...rest.map((_, position) => position),
  ]);
  await taken.finish();
  await remove(rest[0]!);
  expect(await aheadOf(rest)).toEqual([null, ...rest.slice(1).map((_, position) => position)]);
  goOn();
  for (const path of rest) expect((await show(`${path}?wait=20`)).ahead).toBeNull();
});

test('events begin with it, and a watch is answered with it', async () => {
  standStill();
  const paths = await submit(3);
  const events = new AbortController();
  const response = await fetch(`${lince.apiUrl}${paths[2]}/events`, { signal: events.signal });
  const { value } = await response.body!.pipeThrough(new TextDecoderStream()).getReader().read();
  expect(JSON.parse(/^data: (.+)$/m.exec(value!)![1]!)).toMatchObject({ state: 'queued', ahead: 2 });
  events.abort();
  const socket = io(lince.apiUrl, { transports: ['websocket'] });
  try {
    const told = new Promise<Snapshot>((resolve) => void socket.once('job', resolve));
    const ids = paths.map((path) => path.split('/').at(-1)!);
    const answer = (await socket.emitWithAck('watch', [ids[1]])) as WatchAnswer;
    expect(answer.snapshots).toMatchObject([{ id: ids[1], state: 'queued', ahead: 1 }]);
    expect(await told).toMatchObject({ id: ids[1], ahead: 1 });
  } finally {
    socket.disconnect();
  }
});

test('it tells of those who come first, not of those who came first: callers take turns', async () => {
  standStill();
  const body = formOf(await manyDigits(1_000));
  const batch = (await (await fetch(`${lince.apiUrl}/v1/batches`, body)).json()) as BatchSnapshot;
  const [own] = await submit(1);
  const other = await sendFrom('127.0.0.2', `${lince.apiUrl}/v1/jobs`, seven);
  const [ofOwn, ofOther] = await aheadOf([own!, (other.body as Snapshot).links.self]);
  expect(ofOwn).toBeGreaterThan(900);
  expect(ofOwn).toBeLessThanOrEqual(1_100);
  expect(ofOther).toBeLessThanOrEqual(64);
  expect((await remove(batch.links.self)).status).toBe(200);
  expect(await aheadOf([own!])).toEqual([1]);
});

test('those that are waited for have a line of their own', async () => {
  standStill();
  await submit(2);
  const [first, second] = [await behind.submit([seven, seven]), await behind.submit([seven, seven])];
  expect(await aheadOf([...first, ...second].map(addressOf))).toEqual([0, 1, 2, 3]);
  const taken = await takeNext(QUEUE, behind);
  expect(await aheadOf(second.map(addressOf))).toEqual([0, 1]);
  await taken.finish();
});

test('what is in no line is told nothing of it, and is read all the same', async () => {
  const [id] = await behind.write([seven]);
  expect(await show(addressOf(id!))).toMatchObject({ state: 'queued', ahead: null });
  expect((await remove(addressOf(id!))).status).toBe(200);
});
