import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { batchesAt, manyDigits, type NamedFile } from './batches.js';
import { backstage, type Backstage } from './bundles.js';
import { startLince, type Lince } from './lince.js';

/** Small enough to be passed by quickly. */
const LIMITS = { LINCE_MAX_UPLOAD: '100kb', LINCE_MAX_BATCH: '2mb' };

/** A Lince with small limits for the tests of a file that send it batches. */
export interface BatchStage {
  lince: Lince;
  behind: Backstage;
  door: ReturnType<typeof batchesAt>;
  /** A thousand. */
  digits: NamedFile[];
  some: (count: number) => NamedFile[];
  /** A worker that stands still takes nothing: what is submitted waits until it goes on, after the test at the latest. */
  standStill: () => void;
  goOn: () => void;
}

/** Sets it up before the tests of the file that calls this; to be used in them, not before. */
export function batchStage(): BatchStage {
  const stage = {
    some: (count) => stage.digits.slice(0, count),
    standStill: () => void stage.lince.workers[0]!.child.kill('SIGSTOP'),
    goOn: () => void stage.lince.workers[0]!.child.kill('SIGCONT'),
  } as BatchStage;
  beforeAll(async () => {
    [stage.lince, stage.digits] = await Promise.all([startLince({ env: LIMITS }), manyDigits(1_000)]);
    stage.behind = backstage(stage.lince.redis.url);
    stage.door = batchesAt(stage.lince.apiUrl);
  }, 60_000);
  afterAll(async () => {
    await stage.behind?.close();
    await stage.lince?.stop();
  });
  afterEach(() => stage.goOn());
  return stage;
}
