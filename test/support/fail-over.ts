import { expect } from '@jest/globals';
import { startLince } from './lince.js';
import { startLoad } from './clients.js';
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

/**
 * Runs a Lince under load on servers whose master is taken away in the middle of it, and settles all accounts. The
 * servers end with it.
 * @param signal what happens to the master's process
 */
export async function failOverUnderLoad(group: Group, signal: 'SIGKILL' | 'SIGSTOP'): Promise<void> {
  const lince = await startLince({ redis: group });
  const load = await startLoad(lince.apiUrl);
  try {
    await until(() => load.accepted.length >= 100 && load.answered() >= 50);
    group.process.child.kill(signal);
    await until(async () => (await group.master()) !== group.firstMaster);
    const [accepted, answered] = [load.accepted.length, load.answered()];
    await until(() => load.accepted.length >= accepted + 100 && load.answered() >= answered + 50);
    // What a frozen master still believes is not asked for any more.
    group.process.child.kill('SIGCONT');
    await load.settle();
    expect(load.refused()).toBeGreaterThan(0);
  } catch (error) {
    const printed = [...lince.apis, ...lince.workers].flatMap((each) => each.output().split('\n'));
    // Of refusals there are hundreds, all alike.
    const told = printed.filter((line) => !line.includes('[ProblemFilter]'));
    throw new Error([(error as Error).message, ...told].join('\n'), { cause: error });
  } finally {
    load.stop();
    await lince.stop();
  }
}
