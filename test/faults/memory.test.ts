import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import type { Snapshot } from '#contract';
import { backstage, type Backstage } from '../support/bundles.js';
import { digitPng } from '../support/digits.js';
import { startLince, type Lince } from '../support/lince.js';
import { raw } from '../support/requests.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

let lince: Lince;
let behind: Backstage;

beforeAll(async () => {
  lince = await startLince();
  behind = backstage(lince.redis.url);
}, 60_000);
afterAll(async () => {
  await behind?.close();
  await lince?.stop();
});

/** @param share of what is in use now; 0 for no limit */
async function limitMemory(share: number): Promise<void> {
  const used = Number(/^used_memory:(\d+)/m.exec(await behind.redis.info('memory'))![1]);
  await behind.redis.config('SET', 'maxmemory', Math.floor(used * share));
}
const standStill = (): boolean => lince.workers[0]!.child.kill('SIGSTOP');
const goOn = (): boolean => lince.workers[0]!.child.kill('SIGCONT');
afterEach(async () => {
  goOn();
  await limitMemory(0);
});

const post = async (path: string, label = 7): Promise<Response> =>
  fetch(lince.apiUrl + path, raw(await digitPng(label)));
const submit = async (label: number): Promise<Snapshot> => (await (await post('/v1/jobs', label)).json()) as Snapshot;
const some = (): Promise<Snapshot[]> => Promise.all(Array.from({ length: 30 }, (_, nth) => submit(nth % 10)));

async function expectAnswers(jobs: Snapshot[]): Promise<void> {
  const ended = await Promise.all(
    jobs.map(async ({ links }) => (await (await fetch(`${lince.apiUrl}${links.self}?wait=40`)).json()) as Snapshot),
  );
  expect(ended.map(({ state, result }) => [state, result?.class])).toEqual(
    jobs.map((_, nth) => ['succeeded', nth % 10]),
  );
}

async function expectRefusals(code: string): Promise<void> {
  for (const path of ['/v1/jobs', '/predict']) {
    const response = await post(path);
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    expect([path, response.status, ((await response.json()) as { code: string }).code]).toEqual([path, 503, code]);
  }
}

test('no more comes in when memory runs short, while there is enough to answer what is there', async () => {
  standStill();
  const jobs = await some();
  await limitMemory(1.15);
  await until(async () => (await post('/v1/jobs')).status === 503);
  await expectRefusals('overloaded');
  goOn();
  await expectAnswers(jobs);
  await limitMemory(0);
  await until(async () => (await post('/predict')).ok);
});

test('when there is none left, everybody is told so, and what was accepted is answered when there is some again', async () => {
  standStill();
  const jobs = await some();
  const other = fetch(`${lince.apiUrl}${jobs[0]!.links.self}?wait=40`);
  await limitMemory(0.9);
  goOn();
  for (const path of ['/v1/jobs', '/predict', '/v1/jobs', '/predict']) expect((await post(path)).status).toBe(503);
  // Long enough for BullMQ to have used up all tries, were this one of the picture's faults.
  await expectStillOpen(jobs);
  await limitMemory(0);
  await expectAnswers(jobs);
  expect(await (await other).json()).toMatchObject({ state: 'succeeded' });
  await until(async () => (await post('/predict')).ok);
  expect(lince.workers[0]!.child.exitCode).toBeNull();
});

/** Every picture is there and none has failed, now and at the next signs of life. */
async function expectStillOpen(jobs: Snapshot[]): Promise<void> {
  const states = new Set<string>();
  const end = Date.now() + 5_000;
  await until(async () => {
    for (const { links } of jobs.slice(0, 5)) {
      states.add(((await (await fetch(lince.apiUrl + links.self)).json()) as Snapshot).state);
    }
    return Date.now() > end;
  });
  expect([...states].filter((state) => state === 'failed' || state === 'canceled' || state === undefined)).toEqual([]);
}
