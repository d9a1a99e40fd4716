import { expect, test } from '@jest/globals';
import type { Change, JobState } from '#contract';
import { applyChange, type Job } from './job.js';

const queued: Job = {
  id: { bundle: 'b123456789012', index: 0, token: '1234567890123456' },
  owner: '',
  model: { name: 'digits', version: null },
  state: 'queued',
  created: 1_000,
  started: null,
  finished: null,
  outcome: null,
};
const blank = { state: 'failed', code: 'blank_image' } as const;
const failed: Change = { state: 'failed', at: 1_200, outcome: blank };

test('a job goes through its states, each at its time', () => {
  const processing = applyChange(queued, { state: 'processing', at: 1_100 })!;
  expect(processing).toEqual({ ...queued, state: 'processing', started: 1_100 });
  expect(applyChange(processing, failed)).toEqual({ ...processing, state: 'failed', finished: 1_200, outcome: blank });
});

test('what was canceled has an end and no outcome', () => {
  expect(applyChange(queued, { state: 'canceled', at: 1_050 })).toEqual({
    ...queued,
    state: 'canceled',
    finished: 1_050,
  });
});

test.each<[JobState, Change]>([
  ['processing', { state: 'processing', at: 1_300 }],
  ['succeeded', { state: 'processing', at: 1_300 }],
  ['succeeded', failed],
  ['failed', failed],
  ['canceled', { state: 'processing', at: 1_300 }],
  ['canceled', failed],
])('nothing leads a %s job backwards: %j', (state, change) => {
  const job: Job = { ...queued, state, started: 1_100 };
  expect(applyChange(job, change)).toBe(job);
});

test('what is erased is no job any more', () => {
  expect(applyChange({ ...queued, state: 'failed' }, { state: 'erased', at: 2_000 })).toBeNull();
});
