import { jest, test } from '@jest/globals';
import { startCluster } from '../support/cluster.js';
import { failOverUnderLoad } from '../support/fail-over.js';

jest.setTimeout(120_000);

test('the master that has all keys dies in mid-load: nothing accepted is lost, and all goes on', async () => {
  await failOverUnderLoad(await startCluster(), 'SIGKILL');
});
