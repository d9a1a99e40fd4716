import { expect, test } from '@jest/globals';
import { CONVOLUTIONS, FEATURES, networkSize } from './architecture.js';

test('each convolution takes what the one before it gives', () => {
  const given = [1, ...CONVOLUTIONS.map(({ filters }) => filters)];
  expect(CONVOLUTIONS.map(({ inputs }) => inputs)).toEqual(given.slice(0, -1));
  expect(given.at(-1)).toBe(FEATURES);
});

test('multiply-adds and weights are those counted by hand', () => {
  const places = [28, 14, 14, 7, 7, 4].map((side) => side * side);
  const kernels = [9 * 8, 9 * 8 * 24, 9 * 24 * 24, 9 * 24 * 48, 9 * 48 * 48, 9 * 48 * 64];
  const multiplyAdds = places.reduce((sum, count, layer) => sum + count * kernels[layer]!, 640);
  const parameters = kernels.reduce((sum, kernel) => sum + kernel, 640 + 10) + 8 + 24 + 24 + 48 + 48 + 64;
  expect(networkSize()).toEqual({ multiplyAdds, parameters });
});
