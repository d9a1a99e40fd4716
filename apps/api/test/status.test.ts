import { expect, test } from '@jest/globals';
import { statusSchema } from '#contract';
import type { WorkerFacts } from '#platform';
import { toStatus } from '../src/status/status.js';

const worker = (id: string, more: Partial<WorkerFacts> = {}): WorkerFacts => ({
  id,
  engine: 'wasm',
  models: [],
  ...more,
});
const LINE = { waiting: 3, processing: 2 };

test('what workers did is added up; one of before they told of it counts as none', () => {
  const live = [
    worker('one', { lastMinute: { 0: 2, 25: 1 } }),
    worker('two', { lastMinute: { 0: 57 } }),
    worker('older'),
  ];
  const status = toStatus(live, 2, LINE);
  expect(status).toEqual({ workers: 3, apis: 2, queue: LINE, rate: 1, latency: { p50: 0, p95: 0 } });
  expect(statusSchema.parse(status)).toEqual(status);
});

test('where nothing was answered there is no latency', () => {
  expect(toStatus([worker('idle', { lastMinute: {} })], 1, LINE)).toMatchObject({
    rate: 0,
    latency: { p50: null, p95: null },
  });
});
