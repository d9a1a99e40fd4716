import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { BatchSnapshot, PredictAnswer, Snapshot } from '#contract';
import { batchesAt, formOf, manyDigits, type NamedFile } from './support/batches.js';
import { backstage, type Backstage } from './support/bundles.js';
import { sendFrom } from './support/callers.js';
import { digitPng } from './support/digits.js';
import { startLince, type Lince } from './support/lince.js';
import { raw } from './support/requests.js';
import { until } from './support/until.js';

jest.setTimeout(60_000);

let lince: Lince;
let behind: Backstage;
let thousand: NamedFile[];
let seven: Buffer<ArrayBuffer>;

beforeAll(async () => {
  [lince, thousand, seven] = await Promise.all([startLince(), manyDigits(1_000), digitPng(7)]);
  behind = backstage(lince.redis.url);
}, 60_000);
afterAll(async () => {
  await behind?.close();
  await lince?.stop();
});

const standStill = (): boolean => lince.workers[0]!.child.kill('SIGSTOP');
const goOn = (): boolean => lince.workers[0]!.child.kill('SIGCONT');
const batch = (): Promise<BatchSnapshot> => batchesAt(lince.apiUrl).submit(formOf(thousand));
const show = async <T>(path: string): Promise<T> => (await (await fetch(lince.apiUrl + path)).json()) as T;
const predict = async (): Promise<PredictAnswer> =>
  (await (await fetch(`${lince.apiUrl}/predict`, raw(seven))).json()) as PredictAnswer;

test('ten batches of a thousand and somebody who waits: neither keeps the other waiting', async () => {
  const batches = await Promise.all(Array.from({ length: 10 }, batch));
  const finished = async (): Promise<number> =>
    (await Promise.all(batches.map(({ links }) => show<BatchSnapshot>(links.self)))).filter(
      ({ state }) => state === 'finished',
    ).length;
  // Answered one after another, long before what came earlier.
  for (let nth = 0; nth < 20; nth++) expect((await predict()).class).toBe(7);
  expect(await finished()).toBeLessThan(10);
  // And while somebody always waits, the batches go on.
  let over = false;
  const waiting = Array.from({ length: 8 }, async () => {
    while (!over) expect((await predict()).class).toBe(7);
  });
  try {
    for (const { links } of batches) {
      const done = await until(async () => {
        const now = await show<BatchSnapshot>(`${links.self}?wait=30`);
        return now.state === 'finished' && now;
      });
      expect(done && done.counts.succeeded).toBe(1_000);
    }
  } finally {
    over = true;
    await Promise.all(waiting);
  }
});

test('who submits one picture does not wait for the thousand of another caller', async () => {
  standStill();
  const { links } = await batch();
  const single = (await sendFrom('127.0.0.2', `${lince.apiUrl}/v1/jobs`, seven)).body as Snapshot;
  const later = (await sendFrom('127.0.0.2', `${lince.apiUrl}/v1/jobs`, seven)).body as Snapshot;
  goOn();
  for (const { links: own } of [single, later]) {
    expect(await show<Snapshot>(`${own.self}?wait=30`)).toMatchObject({ state: 'succeeded', result: { class: 7 } });
  }
  await until(async () => (await show<BatchSnapshot>(links.self)).state === 'finished');
  const [alone, all] = [await show<Snapshot>(later.links.self), await show<BatchSnapshot>(links.self)];
  expect(Date.parse(alone.finished!)).toBeLessThan(Date.parse(all.finished!));
  // It came last, and was begun before most of what came first.
  const bundles = await Promise.all(
    (await show<{ results: { id: string }[] }>(links.results)).results
      .filter((_, nth) => nth % 50 === 0)
      .map(({ id }) => show<Snapshot>(`/v1/jobs/${id}`)),
  );
  const before = bundles.filter(({ started }) => started! < alone.started!).length;
  expect(before).toBeLessThan(bundles.length / 2);
});

test('callers who submit much take turns', async () => {
  standStill();
  const jobs = await Promise.all(
    ['127.0.0.2', '127.0.0.3'].map(async (from) => {
      const own: Snapshot[] = [];
      // One has all its pictures in line before the other comes.
      if (from === '127.0.0.3')
        await until(async () => Number(await behind.redis.hget('{lince}:load', 'pictures')) >= 300);
      for (let nth = 0; nth < 300; nth += 20) {
        const some = Array.from({ length: 20 }, () => sendFrom(from, `${lince.apiUrl}/v1/jobs`, seven));
        own.push(...(await Promise.all(some)).map(({ body }) => body as Snapshot));
      }
      return own;
    }),
  );
  goOn();
  const ended = await Promise.all(
    jobs.map((own) => Promise.all(own.map(({ links }) => show<Snapshot>(`${links.self}?wait=30`)))),
  );
  expect(ended.flat().filter(({ state }) => state !== 'succeeded')).toEqual([]);
  const middle = ended.map((own) => own.map(({ started }) => Date.parse(started!)).sort((a, b) => a - b)[150]!);
  const all = ended.flat().map(({ started }) => Date.parse(started!));
  const [first, last] = [Math.min(...all), Math.max(...all)];
  // Half of each one's were begun by about the same time: had they gone in order, a quarter and three quarters of it.
  expect(Math.abs(middle[0]! - middle[1]!)).toBeLessThan((last - first) / 4);
});
