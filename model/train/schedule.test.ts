import { expect, test } from '@jest/globals';
import { learningRate, plainShare } from './schedule.js';

test('starts at nothing, peaks after the warm-up, is half way down in the middle and ends at nothing', () => {
  expect(learningRate(0)).toBe(0);
  expect(learningRate(0.01)).toBeCloseTo(1.5e-3, 6);
  expect(learningRate(0.02)).toBeCloseTo(3e-3, 6);
  expect(learningRate(0.51)).toBeCloseTo(1.5e-3, 6);
  expect(learningRate(1)).toBeCloseTo(0, 9);
});

test('never rises again after the warm-up', () => {
  for (let step = 2; step < 100; step++) {
    expect(learningRate((step + 1) / 100)).toBeLessThan(learningRate(step / 100));
  }
});

test('the last tenth has more plain digits', () => {
  expect([0, 0.89, 0.91, 1].map(plainShare)).toEqual([0.28, 0.28, 0.45, 0.45]);
});
