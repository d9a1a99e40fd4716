import { expect, test } from '@jest/globals';
import { countOf, quantile } from '#platform';
import { LastMinute } from './last-minute.js';

test('what was answered is remembered for a minute', () => {
  const last = new LastMinute();
  last.note([5, 5, 5], 1_000);
  last.note([400], 31_000);
  expect(countOf(last.latencies(31_000))).toBe(4);
  expect(quantile(last.latencies(58_000), 0.5)).toBe(5);
  expect(countOf(last.latencies(63_000))).toBe(1);
  expect(last.latencies(95_000)).toEqual({});
});

test('a worker that is asked of nothing for long keeps nothing for long', () => {
  const last = new LastMinute();
  for (let now = 0; now < 600_000; now += 500) last.note([1], now);
  const count = countOf(last.latencies(600_000));
  expect(count).toBeGreaterThanOrEqual(116);
  expect(count).toBeLessThanOrEqual(120);
});
