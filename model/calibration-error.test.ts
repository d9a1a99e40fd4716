import { expect, test } from '@jest/globals';
import { type Answer, expectedCalibrationError } from './calibration-error.js';

const right = (confidence: number): Answer => ({ confidence, right: true });
const wrong = (confidence: number): Answer => ({ confidence, right: false });

test('each bin weighs as many as its answers', () => {
  // (14/15, 1]: 0.95 and 0.99 sure, one of two right: 2 × |0.97 − 0.5|. (7/15, 8/15]: |0.5 − 1|.
  expect(expectedCalibrationError([right(0.95), wrong(0.99), right(0.5)])).toBeCloseTo((2 * 0.47 + 0.5) / 3, 12);
});

test('neighbours on either side of a bin’s upper edge do not make up for each other', () => {
  expect(expectedCalibrationError([wrong(0.2), right(0.2)])).toBeCloseTo(0.3, 12);
  expect(expectedCalibrationError([wrong(0.2), right(0.21)])).toBeCloseTo((0.2 + 0.79) / 2, 12);
});

test('the ends of the scale are in the first and the last bin', () => {
  expect(expectedCalibrationError([wrong(0), right(1)])).toBe(0);
  expect(expectedCalibrationError([right(0), wrong(1)])).toBe(1);
  expect(expectedCalibrationError([right(0), wrong(0.04)])).toBeCloseTo(0.48, 12);
});
