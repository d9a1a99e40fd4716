import { expect, test } from '@jest/globals';
import { percent } from './percent.js';

test('shares are read as hundredths', () => {
  expect([0, 0.98765, 1].map(percent)).toEqual(['0.00', '98.77', '100.00']);
});
