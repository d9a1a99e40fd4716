import { expect, test } from '@jest/globals';
import { sample } from './pictures.js';

const ten = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

test('a sample is evenly spaced over all', () => {
  expect(sample(ten, 5)).toEqual([0, 2, 4, 6, 8]);
  expect(sample(ten, 4)).toEqual([0, 2, 5, 7]);
});

test('a limit that is no limit takes each once', () => {
  expect(sample(ten, Infinity)).toEqual(ten);
  expect(sample(ten, 11)).toEqual(ten);
});
