import { expect } from '@jest/globals';
import type { Change } from '#contract';
import { Changes, connectRedis, keysUnder, redisAnswers } from '#platform';
import type { Group } from './fail-over.js';
import { quiet } from './quiet.js';
import { until } from './until.js';

/**
 * Listens for a picture's changes while the master is taken away: whoever listens must hear that something may have been
 * missed, and what comes then. The servers end with it.
 */
export async function gapIsTold(group: Group, signal: 'SIGKILL' | 'SIGSTOP'): Promise<void> {
  const [redis, subscriber] = [1, 2].map(() => connectRedis(group.url, 'consumer', quiet));
  const keys = keysUnder('lince');
  // Its becoming ready at first would be told as a gap, too.
  await redisAnswers(subscriber!, group.url);
  const changes = new Changes(subscriber!, keys, 'home');
  const heard: (Change | 'gap')[] = [];
  try {
    await changes.start();
    await changes.listen('bundle', 0, (change) => heard.push(change)).begun;
    group.process.child.kill(signal);
    await until(async () => (await group.master()) !== group.firstMaster);
    // Of a frozen master nobody says so on a Cluster: it takes until its silence is noticed.
    await until(() => heard.length > 0);
    const change: Change = { state: 'processing', at: 1 };
    await redis!.publish(keys.changes('bundle'), JSON.stringify({ bundle: 'bundle', pictures: { 0: change } }));
    await until(() => heard.some((each) => each !== 'gap'));
    expect(new Set(heard)).toEqual(new Set(['gap', change]));
  } finally {
    redis!.disconnect();
    subscriber!.disconnect();
    await group.stop();
  }
}
