import { expect, test } from '@jest/globals';
import { classOf, countOf, quantile, together, type Latencies } from './latencies.js';

const of = (...all: number[]): Latencies => together(all.map((ms) => ({ [classOf(ms)]: 1 })));

test('a duration is told to within five percent, a short one exactly', () => {
  for (const ms of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) expect(quantile(of(ms), 1)).toBe(ms);
  for (let ms = 10; ms < 1e9; ms *= 1.37) expect(Math.abs(quantile(of(ms), 1)! / ms - 1)).toBeLessThan(0.05 + 0.5 / ms);
});

test('half of the pictures took no longer than the median, 95 of 100 no longer than the 95th percentile', () => {
  const all = of(...Array.from({ length: 100 }, (_, i) => 10 * (i + 1)));
  expect(quantile(all, 0.5)! / 500).toBeCloseTo(1, 1);
  expect(quantile(all, 0.95)! / 950).toBeCloseTo(1, 1);
  expect(quantile(of(1, 1, 1, 800), 0.5)).toBe(1);
  expect(quantile(of(1, 800), 1)! / 800).toBeCloseTo(1, 1);
});

test('what several workers did is added up, whatever the order', () => {
  const [one, other] = [of(3, 3, 90), of(90, 7)];
  expect(together([one, other])).toEqual(together([other, one]));
  expect(together([one, other])).toEqual(of(3, 3, 90, 90, 7));
  expect(countOf(together([one, other]))).toBe(5);
  // As it comes out of Redis.
  expect(quantile(JSON.parse(JSON.stringify(together([one, other]))) as Latencies, 0.4)).toBe(3);
});

test('of no pictures there is nothing to be said', () => {
  expect(quantile({}, 0.5)).toBeNull();
  expect(countOf(together([]))).toBe(0);
});
