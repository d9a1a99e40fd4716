import { beforeEach, expect, test } from '@jest/globals';
import { ServiceRate } from '../src/admission/service-rate.js';

const SECOND = 1_000;

let rate: ServiceRate;
beforeEach(() => void (rate = new ServiceRate()));

test('what is done while some wait tells how long others take', () => {
  rate.note(0, true, 0);
  rate.note(200, true, 2 * SECOND);
  expect([rate.msFor(0), rate.msFor(250)]).toEqual([0, 2_500]);
  expect([1, 100, 101, 1_000].map((pictures) => rate.secondsFor(pictures))).toEqual([1, 1, 2, 10]);
});

test('what is done while none wait tells nothing', () => {
  rate.note(0, false, 0);
  rate.note(2, false, 2 * SECOND);
  rate.note(4, true, 4 * SECOND);
  expect(rate.msFor(1_000)).toBe(0);
  const unknown = rate.secondsFor(1_000);
  rate.note(2_004, true, 6 * SECOND);
  expect([unknown, rate.secondsFor(5_000)]).toEqual([5, 5]);
  expect(rate.secondsFor(10_000)).toBe(10);
});

test('it follows what happens, and is told in seconds that somebody would wait', () => {
  rate.note(0, true, 0);
  rate.note(100, true, SECOND);
  for (let second = 2; second < 20; second++) rate.note(100 + second, true, second * SECOND);
  expect(rate.secondsFor(30)).toBeGreaterThan(20);
  expect(rate.secondsFor(1e9)).toBe(60);
});

test('what was learnt while things went badly is forgotten when they go well, even if nobody waits then', () => {
  rate.note(0, true, 0);
  rate.note(1, true, 2 * SECOND);
  // No worker for a while.
  for (let second = 4; second < 100; second += 2) rate.note(1, true, second * SECOND);
  expect(rate.msFor(1)).toBe(2_000);
  rate.note(401, false, 100 * SECOND);
  expect(rate.msFor(100)).toBe(500);
  rate.note(403, false, 102 * SECOND);
  expect(rate.msFor(100)).toBe(500);
});
