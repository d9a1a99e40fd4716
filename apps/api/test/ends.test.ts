import { beforeEach, expect, test } from '@jest/globals';
import { CodedError, type Announcement } from '#contract';
import type { Changes, EndsListener, Job, JobId, Records } from '#platform';
import { awaitEnds, type Ended } from '../src/bundles/ends.js';
import { queuedJob } from './queued-job.js';
import { soon } from './soon.js';

const ids: JobId[] = [0, 1, 2].map((index) => ({ ...queuedJob.id, index }));
const outcome = { state: 'failed', code: 'blank_image' } as const;
const failed: Announcement['pictures'][string] = { state: 'failed', at: 2, outcome };

/** What the records say now, of each picture; an error where Redis does not answer. */
let stored: (Job | null | Error)[];
let reads: number[];
let listener: EndsListener | null;
let signal: AbortController;
/** What was told, and whether the waiting is over. */
let told: [number, Ended | null][];
let over: boolean;

const records = {
  read: async ({ index }: JobId) => {
    reads.push(index);
    const job = stored[index]!;
    if (job instanceof Error) throw job;
    return job;
  },
} as unknown as Records;
const changes = {
  awaitEnds(bundle: string, tell: EndsListener) {
    expect(bundle).toBe(queuedJob.id.bundle);
    listener = tell;
    return () => (listener = null);
  },
} as unknown as Changes;

beforeEach(() => {
  stored = ids.map((id) => ({ ...queuedJob, id }));
  [reads, told, over, listener, signal] = [[], [], false, null, new AbortController()];
  void awaitEnds(changes, records, ids, (...end) => told.push(end), signal.signal).then(() => (over = true));
});

const announce = (pictures: Announcement['pictures'] | 'gap'): void => listener?.(pictures);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const ended = (index: number): Ended => ({ id: ids[index]!, state: 'failed', outcome });

test('each picture is told of once, and with the last the waiting is over', async () => {
  announce({ 1: failed });
  expect(told).toEqual([[1, ended(1)]]);
  announce({ 1: { state: 'canceled', at: 3 }, 0: failed });
  await turn();
  expect([over, listener]).toEqual([false, expect.any(Function)]);
  announce({ 2: { state: 'canceled', at: 3 } });
  expect(told).toEqual([
    [1, ended(1)],
    [0, ended(0)],
    [2, { id: ids[2], state: 'canceled', outcome: null }],
  ]);
  await turn();
  expect([over, listener]).toEqual([true, null]);
  expect(reads).toEqual([]);
});

test('what is only being processed has not ended', async () => {
  announce({ 0: { state: 'processing', at: 1 }, 1: { state: 'processing', at: 1 } });
  expect(told).toEqual([]);
});

test('what is erased has ended, with nothing to tell', async () => {
  announce({ 0: { state: 'erased', at: 1 } });
  expect(told).toEqual([[0, null]]);
});

test('after a gap the records of those that are open are read, and the others still waited for', async () => {
  announce({ 0: failed });
  stored[1] = { ...queuedJob, id: ids[1]!, state: 'failed', started: 1, finished: 2, outcome };
  announce('gap');
  await turn();
  expect(reads).toEqual([1, 2]);
  expect(told.slice(1)).toEqual([[1, expect.objectContaining(ended(1))]]);
  announce({ 1: failed, 2: failed });
  await turn();
  expect(told.slice(2)).toEqual([[2, ended(2)]]);
  expect(over).toBe(true);
});

test('what is gone after a gap was erased', async () => {
  stored = [null, null, null];
  announce('gap');
  await turn();
  expect(told).toEqual([
    [0, null],
    [1, null],
    [2, null],
  ]);
  expect(over).toBe(true);
});

test('where Redis does not answer after a gap it is asked again', async () => {
  stored[0] = new CodedError('queue_unavailable');
  announce('gap');
  await turn();
  expect(told).toEqual([]);
  stored[0] = null;
  await soon(() => told.length > 0);
  expect(told).toEqual([[0, null]]);
});

test('the signal ends the waiting, and nobody listens any more', async () => {
  announce({ 0: failed });
  signal.abort();
  await turn();
  expect([over, listener, told.length]).toEqual([true, null, 1]);
});
