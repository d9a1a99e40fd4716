import { expect, test } from '@jest/globals';
import { outcomeSchema, snapshotSchema, type Outcome } from '#contract';
import { prediction as result } from './prediction.js';
import { queuedJob } from './queued-job.js';
import { toSnapshot } from '../src/jobs/snapshot.js';

const ID = 'b123456789012.2.1234567890123456';
const succeeded: Outcome = {
  state: 'succeeded',
  result,
  seen: { width: 28, height: 28, channels: 1 },
  crop: { left: 0.1, top: 0.2, right: 0.5, bottom: 1 },
  preprocess: 2,
  predict: 1,
};

test('a job that waits has nothing to tell but itself', () => {
  expect(toSnapshot(queuedJob, 'es', '')).toEqual({
    id: ID,
    state: 'queued',
    created: '2026-01-01T00:00:00.000Z',
    started: null,
    finished: null,
    model: { name: 'digits', version: null },
    timings: { waited: null, preprocess: null, predict: null },
    result: null,
    error: null,
    ahead: null,
    crop: null,
    links: { self: `/v1/jobs/${ID}`, events: `/v1/jobs/${ID}/events`, input: null, saliency: null },
  });
});

test('a job that succeeded names the model that answered, its times and its picture', () => {
  const job = {
    ...queuedJob,
    state: 'succeeded' as const,
    started: queuedJob.created + 40,
    finished: queuedJob.created + 50,
    outcome: succeeded,
  };
  const snapshot = toSnapshot(job, 'es', '');
  expect(snapshot).toMatchObject({
    state: 'succeeded',
    started: '2026-01-01T00:00:00.040Z',
    finished: '2026-01-01T00:00:00.050Z',
    model: { name: 'digits', version: 1 },
    timings: { waited: 40, preprocess: 2, predict: 1 },
    result,
    error: null,
    crop: { left: 0.1, top: 0.2, right: 0.5, bottom: 1 },
    links: { input: `/v1/jobs/${ID}/input.png`, saliency: `/v1/jobs/${ID}/saliency.png` },
  });
  expect(snapshotSchema.parse(snapshot)).toEqual(snapshot);
});

test.each([
  ['es', 'La imagen está en blanco: no se ve ningún trazo.'],
  ['en', 'The picture is blank: no stroke can be seen.'],
] as const)('a job that failed says why in %s', (language, detail) => {
  const job = { ...queuedJob, state: 'failed' as const, outcome: { state: 'failed', code: 'blank_image' } as const };
  expect(toSnapshot(job, language, '')).toMatchObject({
    error: { code: 'blank_image', status: 422, retryable: false, detail },
    result: null,
    links: { input: null, saliency: null },
  });
});

test('a worker of before it was told leaves no part of the picture', () => {
  const older: unknown = JSON.parse(JSON.stringify({ ...succeeded, crop: undefined }));
  const job = { ...queuedJob, state: 'succeeded' as const, outcome: outcomeSchema.parse(older) };
  expect(toSnapshot(job, 'es', '')).toMatchObject({ result, crop: null });
});

test('how many are before it in line is told where it is known', () => {
  expect(toSnapshot({ ...queuedJob, ahead: 0 }, 'es', '')).toMatchObject({ state: 'queued', ahead: 0 });
});

test('a job that was canceled waited until then', () => {
  const job = { ...queuedJob, state: 'canceled' as const, finished: queuedJob.created + 7 };
  expect(toSnapshot(job, 'es', '')).toMatchObject({ started: null, timings: { waited: 7 } });
});
