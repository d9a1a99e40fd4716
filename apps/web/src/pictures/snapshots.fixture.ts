import type { Snapshot } from '#contract';

/** A job that waits. */
export const queued = (id: string): Snapshot => ({
  id,
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
  links: { self: `/v1/jobs/${id}`, events: `/v1/jobs/${id}/events`, input: null, saliency: null },
});

/** A job that was answered with a digit. */
export const answered = (id: string, digit: number): Snapshot => ({
  ...queued(id),
  state: 'succeeded',
  result: {
    class: digit,
    label: `${digit}`,
    confidence: 1,
    probabilities: [],
    top: [],
    score: 1,
    warnings: [],
    model: { name: 'digits', version: 1 },
  },
});
