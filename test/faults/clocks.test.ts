import { expect, jest, test } from '@jest/globals';
import { stepped, type Clock } from '../support/clock.js';
import { underLoad, type Scene } from '../support/fault.js';
import type { Ledger } from '../support/ledger.js';
import type { LinceOptions } from '../support/lince.js';

jest.setTimeout(150_000);

/** Seconds. */
const HOUR = 3_600;

/**
 * Steps a clock under load an hour forward, two hours back (one before the true time), and two forward again: that ends
 * what was to live for seconds when the first hour had been added, and would else live for two hours, as the pause
 * between two looks for stalled bundles.
 */
async function underSteps(options: (clock: Clock) => LinceOptions): Promise<Ledger> {
  const clock = await stepped();
  const play = async ({ load }: Scene): Promise<void> => {
    for (const step of [HOUR, -HOUR, HOUR]) {
      await load.goesOn(20);
      await clock.set(step);
      await load.goesOn(20);
    }
  };
  return underLoad(options(clock), play).finally(clock.remove);
}

/**
 * Who may be told to come again: whoever comes when all workers seem to have been silent for an hour, and whose upload
 * is just being written, which is kept for a minute until there is a record of it.
 */
const HONEST = ['503 model_not_loaded', '503 queue_unavailable'];

test.concurrent("Redis' clock is set an hour forward, and back: nothing is lost, and nothing expires", async () => {
  const { refused, cut } = await underSteps(({ env }) => ({ workers: 2, redis: { env } }));
  expect([Object.keys(refused).filter((kind) => !HONEST.includes(kind)), cut]).toEqual([[], 0]);
});

test.concurrent("a worker's clock is set an hour forward, and back", async () => {
  const { refused, cut } = await underSteps(({ env }) => ({ workers: 2, ofWorkers: [env] }));
  expect([refused, cut]).toEqual([{}, 0]);
});

test.concurrent("an API process's clock is set an hour forward, and back", async () => {
  const { refused, cut } = await underSteps(({ env }) => ({ workers: 2, env }));
  expect([refused, cut]).toEqual([{}, 0]);
});
