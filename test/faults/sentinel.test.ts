import { jest, test } from '@jest/globals';
import { failOverUnderLoad } from '../support/fail-over.js';
import { startSentinelGroup } from '../support/sentinels.js';

jest.setTimeout(120_000);

test.concurrent('a master that dies in mid-load: nothing accepted is lost, and all goes on', async () => {
  await failOverUnderLoad(await startSentinelGroup(), 'SIGKILL');
});

test.concurrent('a master that is frozen in mid-load: nothing accepted is lost, and all goes on', async () => {
  await failOverUnderLoad(await startSentinelGroup(), 'SIGSTOP');
});
