import { expect, test } from '@jest/globals';
import { CodedError } from '#contract';
import { prediction as result } from './prediction.js';
import { queuedJob } from './queued-job.js';
import { answerOf } from '../src/predict/answer.js';

test('a prediction is the answer, with the id of its job', () => {
  const seen = { width: 28, height: 28, channels: 1 };
  const outcome = { state: 'succeeded', result, seen, preprocess: 2, predict: 1 } as const;
  expect(answerOf({ ...queuedJob, state: 'succeeded', outcome })).toEqual({
    ...result,
    id: 'b123456789012.2.1234567890123456',
  });
});

test.each(['queued', 'processing'] as const)('a job that is %s has none yet', (state) => {
  expect(answerOf({ ...queuedJob, state })).toBeNull();
});

test('what failed, and what was canceled, are told by their codes', () => {
  const outcome = { state: 'failed', code: 'blank_image' } as const;
  expect(() => answerOf({ ...queuedJob, state: 'failed', outcome })).toThrow(new CodedError('blank_image'));
  expect(() => answerOf({ ...queuedJob, state: 'canceled' })).toThrow(new CodedError('job_canceled'));
});
