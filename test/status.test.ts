import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { QUEUE, statusSchema, type Snapshot, type Status } from '#contract';
import { backstage, type Backstage } from './support/bundles.js';
import { digitPng } from './support/digits.js';
import { startLince, type Lince } from './support/lince.js';
import { raw } from './support/requests.js';
import { takeNext } from './support/taken.js';
import { until } from './support/until.js';

jest.setTimeout(60_000);

const PICTURES = 40;

let lince: Lince;
let behind: Backstage;
beforeAll(async () => {
  lince = await startLince({ apis: 2, workers: 2 });
  behind = backstage(lince.redis.url);
}, 60_000);
afterAll(async () => {
  await behind?.close();
  await lince?.stop();
});

const signal = (name: 'SIGSTOP' | 'SIGCONT'): void => lince.workers.forEach(({ child }) => child.kill(name));

const statusAt = async (url: string): Promise<Status> =>
  statusSchema.strict().parse(await (await fetch(`${url}/v1/status`)).json());

/** Waits until both API processes say the same of what waits. */
const saysOfQueue = (queue: Status['queue']): Promise<boolean> =>
  until(async () => {
    const all = await Promise.all(lince.apiUrls.map(statusAt));
    return all.every((each) => each.queue.waiting === queue.waiting && each.queue.processing === queue.processing);
  });

test('every API process tells the same of all workers, and of all that waits', async () => {
  const all = await until(async () => {
    const now = await statusAt(lince.apiUrl);
    return now.apis === 2 && now.workers === 2 ? now : null;
  });
  expect(all.queue).toEqual({ waiting: 0, processing: 0 });
  signal('SIGSTOP');
  const picture = await digitPng(5);
  const sent = Array.from({ length: PICTURES }, async (_, i) => {
    const response = await fetch(`${lince.apiUrls[i % 2]!}/v1/jobs`, raw(picture));
    return (await response.json()) as Snapshot;
  });
  const jobs = await Promise.all(sent);
  await saysOfQueue({ waiting: PICTURES, processing: 0 });
  await behind.submit([picture, picture, picture]);
  await saysOfQueue({ waiting: PICTURES + 3, processing: 0 });
  const taken = await takeNext(QUEUE, behind);
  await saysOfQueue({ waiting: PICTURES, processing: 3 });
  await taken.finish();
  await saysOfQueue({ waiting: PICTURES, processing: 0 });
  signal('SIGCONT');
  const ends = jobs.map(async ({ links }) => (await fetch(`${lince.apiUrl}${links.self}?wait=30`)).json());
  const took = ((await Promise.all(ends)) as Snapshot[])
    .map(({ created, finished }) => Date.parse(finished!) - Date.parse(created))
    .sort((a, b) => a - b);
  // Each API process has sent a picture of its own when it started.
  const status = await until(async () => {
    const now = await statusAt(lince.apiUrls[1]!);
    return Math.round(now.rate * 60) >= PICTURES ? now : null;
  });
  expect(Math.round(status.rate * 60)).toBeLessThanOrEqual(PICTURES + 2);
  expect(status).toMatchObject({ workers: 2, queue: { waiting: 0, processing: 0 } });
  expect(status.latency.p50).toBeGreaterThan(0.94 * took[PICTURES / 2 - 2]!);
  expect(status.latency.p50).toBeLessThan(1.06 * took[PICTURES / 2 + 2]!);
  expect(status.latency.p95).toBeGreaterThan(0.94 * took[0.9 * PICTURES]!);
  expect(status.latency.p95).toBeLessThan(1.06 * took.at(-1)!);
});
