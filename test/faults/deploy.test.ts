import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Queue } from 'bullmq';
import { z } from 'zod';
import type { Outcome, PredictAnswer, Snapshot } from '#contract';
import { formatJobId, keysUnder, newBundleId, newToken } from '#platform';
import { backstage, type Backstage } from '../support/bundles.js';
import { digitPng } from '../support/digits.js';
import { startLince, type Lince } from '../support/lince.js';
import { raw } from '../support/requests.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

// While a new version is rolled out, processes of the last one share Redis with it. What that one wrote, and how, is kept
// here: the scripts of its records, as they were, and what it took for a job. To be exchanged with each version.
const script = (name: string): Promise<string> => readFile(new URL(`yesterday/${name}.lua`, import.meta.url), 'utf8');
const jobOfYesterday = z.object({
  v: z.literal(1),
  id: z.string(),
  pictures: z.int().min(1),
  model: z.object({ name: z.string(), version: z.int().nullable() }),
});

const keys = keysUnder('lince');
const scriptKeys = (bundle: string): string[] => [
  keys.record(bundle),
  keys.open,
  keys.changes(),
  keys.record(''),
  keys.batch(''),
];

let lince: Lince;
let behind: Backstage;
let queue: Queue;

beforeAll(async () => {
  lince = await startLince();
  behind = backstage(lince.redis.url);
  queue = new Queue('bundles', { connection: behind.redis, prefix: keys.queue });
}, 60_000);
afterAll(async () => {
  await queue?.close();
  await behind?.close();
  await lince?.stop();
});

/** What a script begins with. */
const beginnings: Record<string, string[]> = { claim: ['shared'], settle: ['shared'] };
const run = async (name: string, bundle: string, ...args: (string | number | Buffer)[]): Promise<unknown> =>
  behind.redis.eval(
    (await Promise.all([...(beginnings[name] ?? []), name].map(script))).join(''),
    5,
    ...scriptKeys(bundle),
    bundle,
    ...args,
  );

/** A bundle as yesterday's API put it in Redis. @returns its jobs' ids */
async function putYesterday(labels: number[]): Promise<string[]> {
  const id = newBundleId();
  const model = { name: 'digits', version: null };
  const tokens = labels.map(() => newToken());
  for (const [index, label] of labels.entries()) {
    await behind.redis.hset(keys.record(id), `${index}:upload`, await digitPng(label));
  }
  await run('create', id, JSON.stringify(model), '', '', ...tokens.flatMap((token) => [token, '', '']));
  await queue.add('bundle', { v: 1, id, pictures: labels.length, model }, { jobId: id, attempts: 3 });
  return tokens.map((token, index) => formatJobId({ bundle: id, index, token }));
}

const show = async (id: string): Promise<Snapshot> =>
  (await (await fetch(`${lince.apiUrl}/v1/jobs/${id}?wait=30`)).json()) as Snapshot;

test('what an API process of the last version took in is answered, and spoils no count', async () => {
  const ids = await putYesterday([4, 9, 2]);
  const ended = await Promise.all(ids.map(show));
  expect(ended.map(({ state, result }) => [state, result?.class])).toEqual(
    [4, 9, 2].map((label) => ['succeeded', label]),
  );
  expect(await behind.redis.hmget(keys.load, 'pictures', 'bytes')).toEqual(['0', '0']);
});

test('what a worker of the last version died with is taken over', async () => {
  lince.workers[0]!.child.kill('SIGSTOP');
  const [id] = await putYesterday([6]);
  await run('claim', id!.split('.', 1)[0]!, 1);
  lince.workers[0]!.child.kill('SIGCONT');
  expect(await show(id!)).toMatchObject({ state: 'succeeded', result: { class: 6 } });
});

test('a worker of the last version answers what is waited for at an API process of this one', async () => {
  lince.workers[0]!.child.kill('SIGSTOP');
  const answer = fetch(`${lince.apiUrl}/predict`, raw(await digitPng(7)));
  // As its BullMQ would hand it the job.
  const data = await until(async () => (await queue.getWaiting())[0]?.data as unknown);
  const { id, pictures } = jobOfYesterday.parse(data);
  expect(await run('claim', id, pictures)).toEqual([1, 0]);
  const outcome: Outcome = {
    state: 'succeeded',
    result: {
      ...{ class: 1, label: '1', confidence: 0.75, probabilities: [0.25, 0.75], top: [] },
      ...{ score: null, warnings: [], model: { name: 'digits', version: 1 } },
    },
    seen: { width: 1, height: 1, channels: 1 },
    preprocess: 1,
    predict: 1,
  };
  expect(await run('settle', id, 60_000, 0, 'succeeded', JSON.stringify(outcome), Buffer.from([0]))).toBe(1);
  expect(((await (await answer).json()) as PredictAnswer).class).toBe(1);
  lince.workers[0]!.child.kill('SIGCONT');
  // It did not count it out; the next picture that comes when nothing waits mends that.
  await until(async () => (await fetch(`${lince.apiUrl}/predict`, raw(await digitPng(3)))).ok);
  await until(async () => (await behind.redis.hget(keys.load, 'pictures')) === '0');
});
