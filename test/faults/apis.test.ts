import { expect, jest, test } from '@jest/globals';
import { digitPng } from '../support/digits.js';
import { underLoad } from '../support/fault.js';
import { catchInTheMiddle } from '../support/in-hand.js';
import { jobsIn } from '../support/jobs-in.js';
import { raw } from '../support/requests.js';
import { until } from '../support/until.js';

jest.setTimeout(150_000);

test('an API process is killed: what it accepted is answered, its clients come back, the other ones notice nothing', async () => {
  const ledger = await underLoad({ apis: 2 }, async ({ lince, behind, load, watchers }) => {
    const [doomed, other] = [lince.apiUrls[0]!, lince.apiUrls[1]!];
    const connections = watchers.map((each) => each.connections());
    const picture = await digitPng(8);
    // What is waited for there is in a worker's hands, and is answered when the process is gone.
    await catchInTheMiddle(behind.redis, lince.workers);
    const known = new Set(await jobsIn(behind.redis));
    const [waiting, watched] = [
      fetch(`${doomed}/predict`, raw(picture)),
      await fetch(`${doomed}/v1/jobs`, raw(picture)),
    ];
    watchers.forEach((each) => each.watch(watched.headers.get('location')!.slice('/v1/jobs/'.length)));
    const accepted = await until(async () => (await jobsIn(behind.redis)).filter((id) => !known.has(id)));
    const cut = expect(waiting).rejects.toThrow('fetch failed');
    await lince.apis[0]!.stop('SIGKILL');
    await cut;
    lince.workers[0]!.child.kill('SIGCONT');
    for (const id of [...known, ...accepted]) {
      const job = until(async () => {
        const now = (await (await fetch(`${other}/v1/jobs/${id}?wait=5`)).json()) as { state: string };
        return now.state === 'succeeded' && now;
      });
      expect(await job).toMatchObject({ id, state: 'succeeded' });
    }
    await load.goesOn(10);
    lince.startApi(Number(new URL(doomed).port));
    await until(() => watchers.slice(0, 2).every((each, at) => each.connections() > connections[at]!));
    // A stream for each job; one socket for all.
    expect(watchers[2]!.connections()).toBe(connections[2]);
  });
  // Nothing is refused: whoever finds nobody at one door goes to the other.
  expect(ledger.refused).toEqual({});
});
