import { beforeEach, expect, test } from '@jest/globals';
import type { Change } from '#contract';
import type { ChangeListener, Changes, Job, Records } from '#platform';
import { queuedJob } from './queued-job.js';
import { follow, untilFinal } from '../src/jobs/follow.js';

const processing: Job = { ...queuedJob, state: 'processing', started: 1 };
const outcome = { state: 'failed', code: 'blank_image' } as const;
const failed: Job = { ...processing, state: 'failed', finished: 2, outcome };
const changes: Record<'processing' | 'failed' | 'erased', Change> = {
  processing: { state: 'processing', at: 1 },
  failed: { state: 'failed', at: 2, outcome },
  erased: { state: 'erased', at: 3 },
};

/** What the record says now, how often it was asked, and who listens. */
let stored: Job | null;
let reads: number;
let listeners: Set<ChangeListener>;
let end: AbortController;

const records = { read: async () => (reads++, stored) } as unknown as Records;
const announcer = {
  listen(_bundle: string, _index: number, listener: ChangeListener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
} as unknown as Changes;

const announce = (...news: (Change | 'gap')[]): void =>
  news.forEach((change) => listeners.forEach((tell) => tell(change)));
const followed = (known?: Job): AsyncGenerator<Job> => follow(records, announcer, queuedJob.id, end.signal, known);
const all = async (jobs: AsyncGenerator<Job>): Promise<Job[]> => {
  const seen = [];
  for await (const job of jobs) seen.push(job);
  return seen;
};

beforeEach(() => {
  stored = queuedJob;
  reads = 0;
  listeners = new Set();
  end = new AbortController();
});

test('every state is told once, in order, until the job is erased', async () => {
  const jobs = all(followed());
  announce(changes.processing, changes.processing, changes.failed, changes.erased);
  expect(await jobs).toEqual([queuedJob, processing, failed]);
});

test('nothing is missed between the call and the first question', async () => {
  const jobs = followed(queuedJob);
  announce(changes.processing);
  expect((await jobs.next()).value).toEqual(queuedJob);
  expect((await jobs.next()).value).toEqual(processing);
  expect(reads).toBe(0);
});

test('an announcement that trails behind what was read is not told', async () => {
  stored = failed;
  const jobs = all(followed());
  announce(changes.processing, changes.failed, changes.erased);
  expect(await jobs).toEqual([failed]);
});

test('after a gap the record is read again', async () => {
  const jobs = followed();
  await jobs.next();
  stored = failed;
  announce('gap');
  expect((await jobs.next()).value).toBe(failed);
  stored = null;
  announce('gap');
  expect((await jobs.next()).done).toBe(true);
});

test('of an unknown job there is nothing to tell', async () => {
  stored = null;
  expect(await all(followed())).toEqual([]);
});

test('up to the final state, and no further', async () => {
  const jobs = all(untilFinal(followed()));
  announce(changes.processing, changes.failed);
  expect((await jobs).map(({ state }) => state)).toEqual(['queued', 'processing', 'failed']);
});

test.each<[string, () => Promise<unknown>]>([
  ['it was told to the end', async () => ((stored = null), all(followed()))],
  ['it was told up to the final state', async () => ((stored = failed), all(untilFinal(followed())))],
  [
    'nobody asks on',
    async () => {
      for await (const job of followed()) return job;
    },
  ],
  [
    'it was aborted',
    async () => {
      const jobs = all(followed());
      end.abort();
      return jobs;
    },
  ],
  [
    'it was aborted before it was begun',
    async () => {
      untilFinal(followed());
      end.abort();
    },
  ],
])('nobody listens any more when %s', async (_when, act) => {
  await act();
  expect(listeners.size).toBe(0);
});
