import { expect, test } from '@jest/globals';
import { CONVOLUTIONS, FEATURES, networkSize } from './architecture.js';

test('each convolution takes what the one before it gives', () => {
  const given = [1, ...CONVOLUTIONS.map(({ filters }) => filters)];
  expect(CONVOLUTIONS.map(({ inputs }) => inputs)).toEqual(given.slice(0, -1));
  expect(given.at(-1)).toBe(FEATURES);
});

test('multiply-adds and weights are those counted by hand', () => {
  const places = [28, 14, 14, 7, 7, 4, 2].map((side) => side * side);
  const filters = [8, 16, 24, 48, 64, 80, 128];
  const kernels = [9 * 8, 9 * 8 * 16, 9 * 16 * 24, 9 * 24 * 48, 9 * 48 * 64, 9 * 64 * 80, 9 * 80 * 128];
  const dense = 128 * 10 + 128 * 32 + 32;
  const multiplyAdds = places.reduce((sum, count, layer) => sum + count * kernels[layer]!, dense);
  const biases = filters.reduce((sum, count) => sum + count, 10 + 32 + 1);
  const parameters = kernels.reduce((sum, kernel) => sum + kernel, dense) + biases;
  expect(networkSize()).toEqual({ multiplyAdds, parameters });
});

test('it is small enough to be cheap to serve', () => {
  expect(networkSize().multiplyAdds).toBeLessThanOrEqual(4e6);
  expect(networkSize().parameters).toBeLessThanOrEqual(300_000);
});
