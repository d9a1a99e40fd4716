import { afterEach, expect, jest, test } from '@jest/globals';
import type { BatchSnapshot, Snapshot } from '#contract';
import { formOf, manyDigits } from '../support/batches.js';
import { backstage } from '../support/bundles.js';
import { digitPng } from '../support/digits.js';
import { startLince, type Lince } from '../support/lince.js';
import { raw } from '../support/requests.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function lince(env: NodeJS.ProcessEnv): Promise<Lince> {
  const started = await startLince({ workers: 0, env });
  ends.push(started.stop);
  return started;
}

async function submit(url: string): Promise<{ job: Snapshot; batch: BatchSnapshot }> {
  const [job, batch] = await Promise.all([
    fetch(`${url}/v1/jobs`, raw(await digitPng(7))),
    fetch(`${url}/v1/batches`, formOf(await manyDigits(40))),
  ]);
  return { job: (await job.json()) as Snapshot, batch: (await batch.json()) as BatchSnapshot };
}

test('while no worker comes nothing expires, however short results are kept', async () => {
  const { apiUrl, redis, startWorker } = await lince({ LINCE_RESULT_TTL: '1s' });
  const { redis: link, close } = backstage(redis.url);
  ends.push(close);
  const { job, batch } = await submit(apiUrl);
  const kept = await link.keys('{lince}:*:*');
  const lives = await Promise.all(
    kept.filter((key) => /:(record|batch):|:(bundles|submitted):b/.test(key)).map((key) => link.pttl(key)),
  );
  expect(lives.length).toBeGreaterThanOrEqual(6);
  expect(new Set(lives)).toEqual(new Set([-1]));
  startWorker();
  const [done, finished] = await Promise.all(
    [`${job.links.self}?wait=30`, `${batch.links.self}?wait=30`].map(async (path) =>
      (await fetch(apiUrl + path)).json(),
    ),
  );
  expect(done).toMatchObject({ state: 'succeeded', result: { class: 7 } });
  expect(finished).toMatchObject({ state: 'finished', counts: { succeeded: 40 } });
});

test('what no worker comes for in LINCE_MAX_WAIT is told to have expired, to everybody who asks', async () => {
  const { apiUrl, redis, startWorker } = await lince({ LINCE_MAX_WAIT: '1s' });
  const { redis: link, close } = backstage(redis.url);
  ends.push(close);
  const { job, batch } = await submit(apiUrl);
  const expired = { state: 'failed', error: { code: 'expired', status: 504, retryable: true } };
  const events = await (await fetch(apiUrl + job.links.events)).text();
  expect(JSON.parse(/^data: (.+)$/m.exec(events.split('\n\n').at(-2)!)![1]!)).toMatchObject(expired);
  expect(await (await fetch(`${apiUrl}${job.links.self}`)).json()).toMatchObject(expired);
  const ended = await until(async () => {
    const now = (await (await fetch(`${apiUrl}${batch.links.self}?wait=30`)).json()) as BatchSnapshot;
    return now.state === 'finished' && now;
  });
  expect(ended).toMatchObject({ counts: { queued: 0, failed: 40 } });
  // Nothing of it waits any more, neither in the queues nor in the count.
  expect(await link.hmget('{lince}:load', 'pictures', 'bytes')).toEqual(['0', '0']);
  await until(async () => (await link.keys('{lince}:submitted:b*')).length === 0);
  startWorker();
  await until(async () => (await fetch(`${apiUrl}/health/ready`)).ok);
  expect(await (await fetch(`${apiUrl}/predict`, raw(await digitPng(3)))).json()).toMatchObject({ class: 3 });
});
