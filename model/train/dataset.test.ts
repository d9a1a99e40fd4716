import { expect, test } from '@jest/globals';
import { readDataset } from './dataset.js';
import { PIXELS } from './picture.js';

test('without MNIST’s files the packaged digits are learned from, save the last thousand of their old order', async () => {
  const { digits, training, validation } = await readDataset(undefined);
  expect(digits.images).toHaveLength(10_000 * PIXELS);
  expect(training).toHaveLength(9_000);
  expect(validation).toHaveLength(1_000);
  expect(new Set([...training, ...validation]).size).toBe(10_000);
  const lastZeros = validation.filter((index) => digits.labels[index] === 0);
  expect(lastZeros).toEqual(Array.from({ length: 110 }, (_, index) => 891 + index));
});
