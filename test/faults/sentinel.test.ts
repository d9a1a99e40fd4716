import { expect, jest, test } from '@jest/globals';
import { batchesAt, manyDigits, zipped } from '../support/batches.js';
import { digitPng } from '../support/digits.js';
import { failOverUnderLoad } from '../support/fail-over.js';
import { startLince } from '../support/lince.js';
import { raw } from '../support/requests.js';
import { startSentinelGroup } from '../support/sentinels.js';

jest.setTimeout(120_000);

test.concurrent('a master that dies in mid-load: nothing accepted is lost, and all goes on', async () => {
  await failOverUnderLoad(await startSentinelGroup(), 'SIGKILL');
});

test.concurrent('a master that is frozen in mid-load: nothing accepted is lost, and all goes on', async () => {
  await failOverUnderLoad(await startSentinelGroup(), 'SIGSTOP');
});

test.concurrent('what the replica does not have is not accepted, be it one picture or a batch', async () => {
  const group = await startSentinelGroup();
  const lince = await startLince({ redis: group });
  try {
    const [seven, digits] = [await digitPng(7), zipped(await manyDigits(3))];
    const submit = (): Promise<Response> => fetch(`${lince.apiUrl}/v1/jobs`, raw(seven));
    const { send } = batchesAt(lince.apiUrl);
    expect((await submit()).status).toBe(202);
    group.replica.child.kill('SIGSTOP');
    for (const refused of [await submit(), await send(digits)]) {
      expect(refused.status).toBe(503);
      expect(await refused.json()).toMatchObject({ code: 'queue_unavailable' });
    }
    group.replica.child.kill('SIGCONT');
    expect([(await submit()).status, (await send(digits)).status]).toEqual([202, 202]);
  } finally {
    await lince.stop();
  }
});
