import { beforeEach, expect, test } from '@jest/globals';
import type { BatchAnnouncement } from '#contract';
import type { Batch, BatchListener, Changes } from '#platform';
import { followBatch, untilFinished } from '../src/batches/follow-batch.js';

const batch: Batch = {
  id: { batch: 't123456789012', token: '1234567890123456' },
  owner: '',
  model: { name: 'digits', version: null },
  created: 1_000,
  finished: null,
  sealed: true,
  total: 3,
  open: 3,
  succeeded: 0,
  failed: 0,
  canceled: 0,
  change: 1,
};
const after = (change: number): Batch => ({
  ...batch,
  change,
  succeeded: change - 1,
  open: 4 - change,
  finished: change === 4 ? 2_000 : null,
});
const announced = (change: number): BatchAnnouncement => {
  const { open, succeeded, finished } = after(change);
  return { batch: 't123456789012', change, total: 3, open, succeeded, failed: 0, canceled: 0, sealed: 1, finished };
};

let stored: Batch | null;
let listeners: Set<BatchListener>;
let end: AbortController;

const read = async (): Promise<Batch | null> => stored;
const changes = {
  listenToBatch(_batch: string, listener: BatchListener) {
    listeners.add(listener);
    return { begun: Promise.resolve(), stop: () => listeners.delete(listener) };
  },
} as unknown as Changes;

const announce = (...news: (BatchAnnouncement | 'gap')[]): void =>
  news.forEach((change) => listeners.forEach((tell) => tell(change)));
const followed = (): AsyncGenerator<Batch> => followBatch(read, changes, batch.id, end.signal);

/** Follows, and goes on when somebody listens. */
async function begin(): Promise<{ first: Batch; rest: Promise<Batch[]> }> {
  const following = untilFinished(followed());
  const first = (await following.next()).value as Batch;
  const rest = (async () => {
    const told = [];
    for await (const each of following) told.push(each);
    return told;
  })();
  while (listeners.size === 0) await new Promise((resolve) => setImmediate(resolve));
  return { first, rest };
}

beforeEach(() => {
  stored = batch;
  listeners = new Set();
  end = new AbortController();
});

test('of changes in quick succession the last is told, and the end in any case', async () => {
  const { first, rest } = await begin();
  announce(announced(2), announced(3));
  setTimeout(() => announce(announced(4)), 20);
  expect([first, ...(await rest)]).toEqual([batch, after(3), after(4)]);
  expect(listeners.size).toBe(0);
});

test('what is older than what was read is not told', async () => {
  stored = after(3);
  const { first, rest } = await begin();
  announce(announced(2), announced(4));
  expect([first, ...(await rest)]).toEqual([after(3), after(4)]);
});

test('what was missed is read', async () => {
  const { rest } = await begin();
  stored = after(4);
  announce('gap');
  expect(await rest).toEqual([after(4)]);
});

test('an erased batch is told of no more, an unknown one not at all', async () => {
  const { rest } = await begin();
  announce({ batch: 't123456789012', erased: true });
  expect(await rest).toEqual([]);
  stored = null;
  expect((await followed().next()).done).toBe(true);
});

test('nobody listens any more when it was aborted', async () => {
  const { rest } = await begin();
  end.abort();
  expect(await rest).toEqual([]);
  expect(listeners.size).toBe(0);
});
