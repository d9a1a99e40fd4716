import { beforeEach, expect, test } from '@jest/globals';
import type { Change } from '#contract';
import { applyChange, type ChangeListener, type Changes, type Job } from '#platform';
import { queuedJob } from './queued-job.js';
import { soon } from './soon.js';
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

const read = async (): Promise<Job | null> => (reads++, stored);
const announcer = {
  listen(_bundle: string, _index: number, listener: ChangeListener) {
    listeners.add(listener);
    return { begun: Promise.resolve(), stop: () => listeners.delete(listener) };
  },
} as unknown as Changes;

/** What happens to the record, and is told of. */
function announce(...news: (Change | 'gap')[]): void {
  for (const change of news) {
    if (change !== 'gap') stored = stored && applyChange(stored, change);
    listeners.forEach((tell) => tell(change));
  }
}
const followed = (): AsyncGenerator<Job> => follow(read, announcer, queuedJob.id, end.signal);
async function all(jobs: AsyncGenerator<Job>): Promise<Job[]> {
  const seen = [];
  for await (const job of jobs) seen.push(job);
  return seen;
}

/** Follows, and goes on when somebody listens and what was missed before that has been read. */
async function begin(jobs = followed()): Promise<{ first: Job; rest: Promise<Job[]> }> {
  const first = (await jobs.next()).value as Job;
  const rest = all(jobs);
  await soon(() => reads === 2);
  return { first, rest };
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => {
  stored = queuedJob;
  reads = 0;
  listeners = new Set();
  end = new AbortController();
});

test('every state is told once, in order, until the job is erased', async () => {
  const { first, rest } = await begin();
  announce(changes.processing, changes.processing, changes.failed, changes.erased);
  expect([first, ...(await rest)]).toEqual([queuedJob, processing, failed]);
});

test('nothing is missed between the first reading and the listening', async () => {
  const jobs = followed();
  expect((await jobs.next()).value).toEqual(queuedJob);
  announce(changes.processing);
  expect((await jobs.next()).value).toEqual(processing);
  expect(reads).toBe(2);
});

test('an announcement that trails behind what was read is not told', async () => {
  const { first, rest } = await begin();
  stored = failed;
  announce('gap');
  listeners.forEach((tell) => [changes.processing, changes.failed, changes.erased].forEach(tell));
  expect([first, ...(await rest)]).toEqual([queuedJob, failed]);
});

test('after a gap the record is read again', async () => {
  const { rest } = await begin();
  stored = failed;
  announce('gap');
  await soon(() => reads === 3);
  stored = null;
  announce('gap');
  expect(await rest).toEqual([failed]);
});

test('while the listening has not begun, it is not said that nothing was missed', async () => {
  const never = { listen: () => ({ begun: Promise.reject(new Error('away')), stop: () => undefined }) };
  const jobs = follow(read, never as unknown as Changes, queuedJob.id, end.signal);
  await jobs.next();
  const next = jobs.next();
  await turn();
  expect(reads).toBe(1);
  end.abort();
  await next;
});

test('of an unknown job there is nothing to tell', async () => {
  stored = null;
  expect(await all(followed())).toEqual([]);
});

test('up to the final state, and no further', async () => {
  const { first, rest } = await begin(untilFinal(followed()));
  announce(changes.processing, changes.failed);
  expect([first, ...(await rest)].map(({ state }) => state)).toEqual(['queued', 'processing', 'failed']);
});

test('what has ended is not listened for up to its final state', async () => {
  stored = failed;
  expect(await all(untilFinal(followed()))).toEqual([failed]);
  expect(reads).toBe(1);
});

test.each<[string, () => Promise<unknown>]>([
  [
    'it was told to the end',
    async () => {
      const { rest } = await begin();
      announce(changes.erased);
      return rest;
    },
  ],
  [
    'it was told up to the final state',
    async () => {
      const { rest } = await begin(untilFinal(followed()));
      announce(changes.failed);
      return rest;
    },
  ],
  [
    'nobody asks on',
    async () => {
      for await (const { state } of followed()) {
        if (state === 'processing') return;
        setImmediate(() => announce(changes.processing));
      }
    },
  ],
  [
    'it was aborted while it waited',
    async () => {
      const { rest } = await begin();
      end.abort();
      return rest;
    },
  ],
  [
    'it was aborted while nobody asked',
    async () => {
      const jobs = followed();
      await jobs.next();
      announce(changes.processing);
      await jobs.next();
      expect(listeners.size).toBe(1);
      end.abort();
    },
  ],
  [
    'it was aborted before it was begun',
    async () => {
      end.abort();
      await all(followed());
    },
  ],
])('nobody listens any more when %s', async (_when, act) => {
  await act();
  expect(listeners.size).toBe(0);
});
