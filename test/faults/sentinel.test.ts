import { expect, jest, test } from '@jest/globals';
import { startLince } from '../support/lince.js';
import { startLoad } from '../support/load.js';
import { startSentinelGroup } from '../support/sentinels.js';
import { until } from '../support/until.js';

jest.setTimeout(120_000);

test.concurrent.each([
  ['dies', 'SIGKILL'],
  ['is frozen', 'SIGSTOP'],
] as const)('a master that %s in mid-load: nothing accepted is lost, and all goes on', async (_what, signal) => {
  const group = await startSentinelGroup();
  const lince = await startLince({ redis: group });
  try {
    const load = await startLoad(lince.apiUrl);
    await until(() => load.accepted.length >= 100 && load.answered() >= 50);
    group.process.child.kill(signal);
    await until(async () => (await group.master()) !== group.firstMaster);
    const [accepted, answered] = [load.accepted.length, load.answered()];
    await until(() => load.accepted.length >= accepted + 100 && load.answered() >= answered + 50);
    // What the old master still believed is not asked for any more.
    group.process.child.kill('SIGCONT');
    await load.settle();
    expect(load.refused()).toBeGreaterThan(0);
  } catch (error) {
    throw new Error([...lince.apis, ...lince.workers].map((each) => each.output()).join('\n'), { cause: error });
  } finally {
    await lince.stop();
  }
});
