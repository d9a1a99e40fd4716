import { expect, jest, test } from '@jest/globals';
import { balance } from '../support/balancer.js';
import { withLince } from '../support/fault.js';
import { findLost } from '../support/ledger.js';
import type { Lince } from '../support/lince.js';
import { startLoad } from '../support/load.js';
import { CRIES } from '../support/vitals.js';
import { until } from '../support/until.js';

jest.setTimeout(150_000);

/** Stops an API process as a deploy does, and starts another one in its place, which is ready when this resolves. */
async function renewApi(lince: Lince, nth: number): Promise<void> {
  const url = lince.apiUrls[nth]!;
  await lince.apis[nth]!.stop('SIGTERM');
  lince.startApi(Number(new URL(url).port));
  await until(async () => (await fetch(`${url}/health/ready`)).ok, 90_000);
}

async function renewWorker(lince: Lince, nth: number): Promise<void> {
  await lince.workers[nth]!.stop('SIGTERM');
  const started = lince.startWorker();
  await until(() => started.output().includes('takes bundles'), 90_000);
}

test('all processes are renewed one after the other under load, and no request fails', () =>
  withLince({ apis: 2, workers: 2 }, async (lince) => {
    const balancer = balance(lince.apiUrls);
    const load = await startLoad({ send: balancer.send });
    const old = [...lince.apis, ...lince.workers];
    try {
      for (const renew of [renewApi, renewWorker]) {
        for (const nth of [0, 1]) {
          await load.goesOn(20);
          await renew(lince, nth);
        }
      }
      await load.goesOn(20);
      const { refused, cut, strange } = await load.finish();
      expect({ refused, cut, strange }).toEqual({ refused: {}, cut: 0, strange: [] });
      expect(await findLost(lince.apiUrl, load.ledger)).toEqual([]);
    } finally {
      await load.finish();
      await balancer.close();
    }
    expect(old.map(({ child }) => child.exitCode)).toEqual([0, 0, 0, 0]);
    for (const each of old) expect(each.output()).not.toMatch(CRIES);
  }));
