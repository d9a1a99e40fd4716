import { expect, jest, test } from '@jest/globals';
import { startCluster } from '../support/cluster.js';
import { startLince } from '../support/lince.js';
import { startLoad } from '../support/load.js';
import { until } from '../support/until.js';

jest.setTimeout(120_000);

test('the master that has all keys dies in mid-load: nothing accepted is lost, and all goes on', async () => {
  const cluster = await startCluster();
  const lince = await startLince({ redis: cluster });
  try {
    const load = await startLoad(lince.apiUrl);
    await until(() => load.accepted.length >= 100 && load.answered() >= 50);
    cluster.process.child.kill('SIGKILL');
    await until(async () => (await cluster.master()) !== cluster.firstMaster);
    const [accepted, answered] = [load.accepted.length, load.answered()];
    await until(() => load.accepted.length >= accepted + 100 && load.answered() >= answered + 50);
    await load.settle();
    expect(load.refused()).toBeGreaterThan(0);
  } catch (error) {
    throw new Error([...lince.apis, ...lince.workers].map((each) => each.output()).join('\n'), { cause: error });
  } finally {
    await lince.stop();
  }
});
