import { expect } from '@jest/globals';
import { backstage, type Backstage } from './bundles.js';
import { findLost, type Ledger } from './ledger.js';
import { startLince, type Lince, type LinceOptions } from './lince.js';
import { inTurn, startLoad, type Load } from './load.js';
import { expectAftermath, vitalsAtRest } from './vitals.js';
import { findDoubled, watchByEvents, watchBySocket, type Watcher } from './watchers.js';

/** How many of the last lines that a process printed are shown when a test fails. */
const LAST = 30;

/** A Lince of a test's own, which ends with the test; for tests that run side by side, whose hooks would mix. */
export async function withLince(
  options: LinceOptions,
  act: (lince: Lince, behind: Backstage) => Promise<void>,
): Promise<void> {
  const lince = await startLince(options);
  const behind = backstage(lince.redis.url);
  try {
    await act(lince, behind);
  } catch (error) {
    const printed = [...lince.apis, ...lince.workers].map((each) => each.output().split('\n').slice(-LAST).join('\n'));
    throw new Error(`${(error as Error).message}\nThe processes said:\n${printed.join('\n')}`, { cause: error });
  } finally {
    await behind.close();
    await lince.stop();
  }
}

/** What a fault happens to. */
export interface Scene {
  lince: Lince;
  behind: Backstage;
  load: Load;
  /** Some of the load's jobs are watched at each API: at the first by these, in both ways, and so on. */
  watchers: Watcher[];
}

/** Of the single jobs, one in so many is watched. */
const WATCHED = 3;
/** Requests that open whatever is opened once, before it is counted. */
const WARM_UP = 24;

/**
 * Breaks something under load and in front of watchers, and expects all of it to be well afterwards: whatever was accepted
 * has succeeded, once; nothing that was opened for it is left; nobody crashed or complained.
 * @returns what the clients were told
 */
export async function underLoad(options: LinceOptions, fault: (scene: Scene) => Promise<void>): Promise<Ledger> {
  let ledger: Ledger | undefined;
  await withLince(options, async (lince, behind) => {
    const doors = inTurn(lince.apiUrls);
    await (await startLoad({ send: doors.send, most: WARM_UP, rest: 0 })).all();
    doors.close();
    const before = await vitalsAtRest(lince, behind.redis);
    ledger = await breakUnderLoad(lince, behind, fault);
    await expectAftermath(lince, behind.redis, before);
  });
  return ledger!;
}

/**
 * The same of a Lince that runs already, without looking at what is left.
 * @returns what the clients were told
 */
export async function breakUnderLoad(
  lince: Lince,
  behind: Backstage,
  fault: (scene: Scene) => Promise<void>,
): Promise<Ledger> {
  const doors = inTurn(lince.apiUrls);
  const watchers = lince.apiUrls.flatMap((url) => [watchBySocket(url), watchByEvents(url)]);
  let jobs = 0;
  const onJob = (id: string): void => {
    if (jobs++ % WATCHED === 0) watchers.forEach((each) => each.watch(id));
  };
  const load = await startLoad({ send: doors.send, onJob });
  try {
    await load.goesOn(WARM_UP);
    await fault({ lince, behind, load, watchers });
    await load.goesOn(WARM_UP);
    const ledger = await load.finish();
    for (const url of lince.apiUrls) expect(await findLost(url, ledger)).toEqual([]);
    for (const each of watchers) expect(await findDoubled(each)).toEqual([]);
    return ledger;
  } finally {
    await load.finish();
    watchers.forEach((each) => each.close());
    doors.close();
  }
}
