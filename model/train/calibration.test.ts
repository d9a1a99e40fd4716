import { expect, test } from '@jest/globals';
import { expectedCalibrationError } from '../calibration-error.js';
import { answersAt, bestTemperature, quantile, type Reading } from './calibration.js';

/** Readings at `claimed` probability of class 0, of which `right` of a hundred are. */
const readings = (claimed: number, right: number): Reading[] =>
  Array.from({ length: 100 }, (_, index) => ({ probabilities: [claimed, 1 - claimed], label: index < right ? 0 : 1 }));

test('the temperature brings what is claimed to what is right', () => {
  // Odds of 0.95 are 19, of 0.8 they are 4: 19 ** (1 / T) = 4.
  expect(bestTemperature(readings(0.95, 80))).toBeCloseTo(Math.log(19) / Math.log(4), 2);
  expect(bestTemperature(readings(0.9, 90))).toBeCloseTo(1, 2);
  expect(bestTemperature(readings(0.7, 90))).toBeLessThan(0.5);
});

test('answers at the best temperature are as sure as they are right', () => {
  const over = readings(0.95, 80);
  expect(expectedCalibrationError(answersAt(over, 1))).toBeCloseTo(0.15, 5);
  expect(expectedCalibrationError(answersAt(over, bestTemperature(over)))).toBeCloseTo(0, 2);
});

test('a quantile is the value that a share stays below', () => {
  const values = Array.from({ length: 200 }, (_, index) => 200 - index);
  expect(quantile(values, 0.005)).toBe(2);
});
