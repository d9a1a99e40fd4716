import { setTimeout as pause } from 'node:timers/promises';
import { expect, jest, test } from '@jest/globals';
import { underLoad, type Scene } from '../support/fault.js';
import { until } from '../support/until.js';

// A dead worker's bundles are taken up when their locks have run out, ten seconds later: these tests wait side by side.
jest.setTimeout(150_000);

test.concurrent('workers that are killed again and again under load lose nothing', async () => {
  const ledger = await underLoad({ workers: 2 }, async (scene) => {
    for (let round = 0; round < 6; round++) {
      await scene.load.goesOn(10);
      await killInTheMiddle(scene, round % 2);
    }
  });
  expect([ledger.refused, ledger.cut]).toEqual([{}, 0]);
});

/** Kills a worker while it has a bundle in hand, and starts another. */
async function killInTheMiddle({ lince, behind }: Scene, nth: number): Promise<void> {
  const living = lince.workers.filter((each) => !each.ended());
  const victim = living[nth]!;
  await until(async () => {
    victim.child.kill('SIGSTOP');
    const active = await behind.redis.lrange('{lince}:bundles:active', 0, -1);
    if (active.length > 0) return true;
    victim.child.kill('SIGCONT');
    await pause(5);
    return false;
  });
  await victim.stop('SIGKILL');
  lince.startWorker();
}
