import type { Job } from '#platform';

/** A job that has just come in. */
export const queuedJob: Job = {
  id: { bundle: 'b123456789012', index: 2, token: '1234567890123456' },
  owner: '',
  model: { name: 'digits', version: null },
  state: 'queued',
  created: Date.UTC(2026, 0, 1),
  started: null,
  finished: null,
  outcome: null,
};
