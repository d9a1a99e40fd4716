import { setTimeout as pause } from 'node:timers/promises';
import { keysUnder, type Redis } from '#platform';
import type { Started } from './processes.js';
import { until } from './until.js';

const keys = keysUnder('lince');

/** Milliseconds that no worker that runs has the same bundle in hand. */
const LONG = 150;

const active = (redis: Redis): Promise<string[]> => redis.lrange(`${keys.queue}:bundles:active`, 0, -1);

/** The bundles that somebody has in hand who does not get on with them. */
async function stuck(redis: Redis): Promise<string[]> {
  const first = await active(redis);
  await pause(LONG);
  const now = await active(redis);
  return first.filter((id) => now.includes(id));
}

/**
 * Makes workers stand still (SIGSTOP) at a moment when they have something in hand.
 * @returns the bundles that they hold
 */
export async function catchInTheMiddle(redis: Redis, workers: Started[]): Promise<string[]> {
  const orphans = await stuck(redis);
  return until(async () => {
    await until(async () => (await active(redis)).some((id) => !orphans.includes(id)));
    workers.forEach(({ child }) => child.kill('SIGSTOP'));
    const held = (await stuck(redis)).filter((id) => !orphans.includes(id));
    if (held.length > 0) return held;
    workers.forEach(({ child }) => child.kill('SIGCONT'));
    return null;
  }, 60_000);
}

/** Waits until nobody holds the locks of bundles. */
export const locksRunOut = (redis: Redis, bundles: string[]): Promise<boolean> =>
  until(async () => (await redis.exists(...bundles.map((id) => `${keys.queue}:bundles:${id}:lock`))) === 0);

/** Waits until somebody has answered all of some bundles. */
export const areAnswered = (redis: Redis, bundles: string[]): Promise<boolean> =>
  until(async () => {
    const open = await Promise.all(bundles.map((id) => redis.hget(keys.record(id), 'open')));
    return open.every((count) => count === '0');
  });
