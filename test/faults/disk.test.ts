import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, jest, test } from '@jest/globals';
import { underLoad } from '../support/fault.js';
import { catchInTheMiddle } from '../support/in-hand.js';
import type { TestRedis } from '../support/redis.js';
import { until } from '../support/until.js';

// A limit on the size of files is to Redis what a full disk is: from some byte on, writing fails.
jest.setTimeout(150_000);

/** Bytes that still fit after the disk is said to be full: some bundles' worth, so that it fills in the middle of one. */
const LEFT = 20_000;

const limit = async ({ process: { pid } }: TestRedis, bytes: number | 'unlimited'): Promise<unknown> =>
  promisify(execFile)('prlimit', ['--pid', `${pid}`, `--fsize=${bytes}:`]);

/** Bytes of the longest of Redis' files. */
async function longestOf({ folder }: TestRedis): Promise<number> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = files.filter((each) => each.isFile()).map((each) => stat(join(each.parentPath, each.name)));
  return Math.max(...(await Promise.all(sizes)).map(({ size }) => size));
}

const fill = async (redis: TestRedis, left: number): Promise<unknown> => limit(redis, (await longestOf(redis)) + left);

const count = (refused: Record<string, number>): number => refused['503 queue_unavailable'] ?? 0;

/** Signs of life cannot be written either: workers that live may be believed dead for a moment. */
const dishonest = (refused: Record<string, number>): string[] =>
  Object.keys(refused).filter((kind) => !['503 queue_unavailable', '503 model_not_loaded'].includes(kind));

test.concurrent(
  'the disk is full again and again, while Redis writes to it each second: it takes nothing more, and loses nothing',
  async () => {
    // Who waits for a worker that stands still comes back soon, to be refused.
    const options = { workers: 2, env: { LINCE_PREDICT_TIMEOUT: '2s' } };
    const ledger = await underLoad(options, async ({ lince, behind, load }) => {
      for (let round = 0; round < 3; round++) {
        // What they have in hand they have to bring to an end while nothing can be written, each time again.
        await catchInTheMiddle(behind.redis, lince.workers);
        const refusals = count(load.ledger.refused);
        await fill(lince.redis, 0);
        await until(() => count(load.ledger.refused) > refusals);
        lince.workers.forEach(({ child }) => child.kill('SIGCONT'));
        await until(() => count(load.ledger.refused) > refusals + 6);
        expect((await fetch(`${lince.apiUrl}/health/live`)).status).toBe(200);
        await limit(lince.redis, 'unlimited');
        await load.goesOn(5);
      }
    });
    expect([dishonest(ledger.refused), ledger.cut]).toEqual([[], 0]);
  },
);

test.concurrent(
  'the disk is full while Redis writes each change: it ends, again and again, and nothing is lost',
  async () => {
    const options = { workers: 2, redis: { options: { appendfsync: 'always' } } };
    const ledger = await underLoad(options, async ({ lince, load }) => {
      await fill(lince.redis, LEFT);
      for (let round = 0; round < 3; round++) {
        await until(() => lince.redis.process.ended());
        await lince.redis.restart();
        if (round < 2) await fill(lince.redis, 0);
      }
      expect(count(load.ledger.refused)).toBeGreaterThan(0);
    });
    expect(dishonest(ledger.refused)).toEqual([]);
  },
);
