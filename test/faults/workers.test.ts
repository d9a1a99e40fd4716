import { expect, jest, test } from '@jest/globals';
import { underLoad } from '../support/fault.js';
import { areAnswered, catchInTheMiddle, locksRunOut } from '../support/in-hand.js';

// A dead worker's bundles are taken up when their locks have run out, ten seconds later: these tests wait side by side.
jest.setTimeout(150_000);

test.concurrent('workers that are killed again and again under load lose nothing', async () => {
  const ledger = await underLoad({ workers: 2 }, async ({ lince, behind, load }) => {
    for (let round = 0; round < 6; round++) {
      await load.goesOn(10);
      const victim = lince.workers.filter((each) => !each.ended())[round % 2]!;
      await catchInTheMiddle(behind.redis, [victim]);
      await victim.stop('SIGKILL');
      lince.startWorker();
    }
  });
  expect([ledger.refused, ledger.cut]).toEqual([{}, 0]);
});

test.concurrent('all workers are killed at once and come back later than their locks: all is answered', async () => {
  const options = { workers: 2, env: { LINCE_PREDICT_TIMEOUT: '8s' } };
  const ledger = await underLoad(options, async ({ lince, behind }) => {
    const victims = [...lince.workers];
    const held = await catchInTheMiddle(behind.redis, victims);
    await Promise.all(victims.map((each) => each.stop('SIGKILL')));
    await locksRunOut(behind.redis, held);
    victims.forEach(() => lince.startWorker());
  });
  // Who came while nobody was known to live was told so; who waited got an address.
  expect(Object.keys(ledger.refused).filter((kind) => kind !== '503 model_not_loaded')).toEqual([]);
  expect(ledger.cut).toBe(0);
  expect(ledger.accepted.filter(({ kind, answer }) => kind === 'job' && answer === undefined)).not.toEqual([]);
});

test.concurrent('a worker that stands still longer than its lock, and goes on, answers nothing twice', async () => {
  const ledger = await underLoad({ workers: 2 }, async ({ lince, behind }) => {
    const victim = lince.workers[0]!;
    const held = await catchInTheMiddle(behind.redis, [victim]);
    await areAnswered(behind.redis, held);
    victim.child.kill('SIGCONT');
  });
  expect([ledger.refused, ledger.cut]).toEqual([{}, 0]);
});
