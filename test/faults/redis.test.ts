import { setTimeout as pause } from 'node:timers/promises';
import { expect, jest, test } from '@jest/globals';
import type { Snapshot } from '#contract';
import { digitPng } from '../support/digits.js';
import { underLoad, withLince, type Scene } from '../support/fault.js';
import { refusal } from '../support/refusal.js';
import { raw } from '../support/requests.js';
import { until } from '../support/until.js';

jest.setTimeout(150_000);

/** Milliseconds: more than a lock's time, a command's and a prediction's. */
const FROZEN = 20_000;

test.concurrent('while Redis is away everybody is told so at once; afterwards all goes on, and nothing was lost', () =>
  withLince({}, async ({ apiUrl, workers, redis }, behind) => {
    const seven = await digitPng(7);
    workers[0]!.child.kill('SIGSTOP');
    const taken = await fetch(`${apiUrl}/v1/jobs`, raw(seven));
    const waiting = fetch(`${apiUrl}/predict`, raw(seven));
    await until(async () => (await behind.records.openSince(0, 10)).length === 2);
    await redis.process.stop('SIGKILL');
    workers[0]!.child.kill('SIGCONT');
    const doors = [
      fetch(`${apiUrl}/predict`, raw(seven)),
      fetch(`${apiUrl}/v1/jobs`, raw(seven)),
      fetch(apiUrl + taken.headers.get('location')),
      fetch(`${apiUrl}/health/ready`),
    ];
    for (const response of await Promise.all(doors))
      expect(await refusal(response)).toEqual([503, 'queue_unavailable']);
    expect((await fetch(`${apiUrl}/health/live`)).ok).toBe(true);
    await redis.restart();
    await until(async () => (await fetch(`${apiUrl}/predict`, raw(seven))).ok);
    expect(await (await waiting).json()).toMatchObject({ class: 7 });
    expect((await (await fetch(`${apiUrl}${taken.headers.get('location')}?wait=30`)).json()) as Snapshot).toMatchObject(
      {
        state: 'succeeded',
        result: { class: 7 },
      },
    );
  }),
);

/** Those who live say so, whatever became of Redis. */
async function expectAlive({ lince }: Scene): Promise<void> {
  for (const url of lince.apiUrls) expect((await fetch(`${url}/health/live`)).status).toBe(200);
}

/** Refusals that are honest while Redis is away. */
const HONEST = ['503 queue_unavailable', '503 model_not_loaded'];
const dishonest = (refused: Record<string, number>): string[] =>
  Object.keys(refused).filter((kind) => !HONEST.includes(kind));

test.concurrent.each(['SIGTERM', 'SIGKILL'] as const)('Redis goes by %s, and comes back', async (signal) => {
  // Every write on disk before it is acknowledged: of what a killed Redis has accepted nothing may be missing.
  const options = { apis: 2, workers: 2, redis: { options: { appendfsync: 'always' } } };
  const ledger = await underLoad(options, async (scene) => {
    const { lince, load } = scene;
    for (let round = 0; round < 2; round++) {
      const refusals = count(load.ledger.refused);
      await lince.redis.process.stop(signal);
      await until(() => count(load.ledger.refused) > refusals);
      await expectAlive(scene);
      await lince.redis.restart();
      await load.goesOn(20);
    }
  });
  expect([dishonest(ledger.refused), ledger.cut]).toEqual([[], 0]);
});

test.concurrent('Redis stands still for longer than anybody waits, and goes on', async () => {
  const options = { apis: 2, workers: 2, env: { LINCE_PREDICT_TIMEOUT: '8s' } };
  const ledger = await underLoad(options, async (scene) => {
    const { child } = scene.lince.redis.process;
    child.kill('SIGSTOP');
    await expectAlive(scene);
    await pause(FROZEN);
    await expectAlive(scene);
    child.kill('SIGCONT');
  });
  expect([dishonest(ledger.refused), ledger.cut]).toEqual([[], 0]);
  expect(ledger.refused).toHaveProperty('503 queue_unavailable');
});

test.concurrent('connections to Redis are cut again and again', async () => {
  const ledger = await underLoad({ apis: 2, workers: 2 }, async (scene) => {
    for (const type of ['NORMAL', 'PUBSUB', 'NORMAL', 'PUBSUB', 'NORMAL', 'NORMAL'] as const) {
      await scene.behind.redis.call('CLIENT', 'KILL', 'TYPE', type, 'SKIPME', 'YES');
      await expectAlive(scene);
      await scene.load.goesOn(10);
    }
  });
  expect([dishonest(ledger.refused), ledger.cut]).toEqual([[], 0]);
});

const count = (refused: Record<string, number>): number => Object.values(refused).reduce((sum, each) => sum + each, 0);
