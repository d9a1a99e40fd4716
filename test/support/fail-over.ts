import { expect } from '@jest/globals';
import { breakUnderLoad, withLince } from './fault.js';
import type { Started } from './processes.js';
import type { TestRedis } from './redis.js';
import { until } from './until.js';

/** Servers of which one is master, and another one becomes it; `process` is the first master's. */
export interface Group extends TestRedis {
  firstMaster: number;
  replica: Started;
  /** The port of the server that is master now, as the others have it. */
  master: () => Promise<number>;
}

/** Requests that are accepted before the master goes, and with the next one. */
const ENOUGH = 150;

/**
 * Runs a Lince under load on servers whose master is taken away in the middle of it, and settles all accounts. The
 * servers end with it.
 * @param signal what happens to the master's process
 */
export async function failOverUnderLoad(group: Group, signal: 'SIGKILL' | 'SIGSTOP'): Promise<void> {
  await withLince({ redis: group }, async (lince, behind) => {
    const { refused } = await breakUnderLoad(lince, behind, async ({ load }) => {
      await load.goesOn(ENOUGH);
      group.process.child.kill(signal);
      await until(async () => (await group.master()) !== group.firstMaster);
      await load.goesOn(ENOUGH);
      // What a frozen master still believes is not asked for any more.
      group.process.child.kill('SIGCONT');
    });
    expect(refused).not.toEqual({});
  });
}
