import { expect, test } from '@jest/globals';
import { learningRate, plainShare } from './schedule.js';

test('the first part starts at nothing, peaks after the warm-up, is half way down in its middle', () => {
  expect(learningRate(0)).toBe(0);
  expect(learningRate(0.008)).toBeCloseTo(1.5e-3, 6);
  expect(learningRate(0.016)).toBeCloseTo(3e-3, 6);
  expect(learningRate(0.408)).toBeCloseTo(1.5e-3, 6);
  expect(learningRate(0.7999)).toBeLessThan(1e-6);
});

test('the second part starts again, lower, and ends at nothing', () => {
  expect(learningRate(0.8)).toBeCloseTo(4.5e-4, 6);
  expect(learningRate(0.9)).toBeCloseTo(2.25e-4, 6);
  expect(learningRate(1)).toBeCloseTo(0, 9);
});

test('within a part it never rises after the warm-up', () => {
  for (let step = 2; step < 100; step++) {
    if (step !== 79) expect(learningRate((step + 1) / 100)).toBeLessThan(learningRate(step / 100));
  }
});

test('towards the end there are more plain digits', () => {
  expect([0, 0.71, 0.73, 0.79, 0.81, 1].map(plainShare)).toEqual([0.28, 0.28, 0.45, 0.45, 0.6, 0.6]);
});
