import { jest, test } from '@jest/globals';
import { startCluster } from '../support/cluster.js';
import { gapIsTold } from '../support/gap.js';
import { startSentinelGroup } from '../support/sentinels.js';

jest.setTimeout(60_000);

test.concurrent.each([
  ['a group with sentinels', 'dies', startSentinelGroup, 'SIGKILL'],
  ['a group with sentinels', 'is frozen', startSentinelGroup, 'SIGSTOP'],
  ['a Cluster', 'dies', startCluster, 'SIGKILL'],
  ['a Cluster', 'is frozen', startCluster, 'SIGSTOP'],
] as const)('when the master of %s %s, who listens hears that there was a gap', async (_of, _what, begin, signal) => {
  await gapIsTold(await begin(), signal);
});
