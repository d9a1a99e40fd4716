import { expect, test } from '@jest/globals';
import { KerasLayer } from './layer.js';
import { weightsOf } from './weighted.js';

const [kernel, bias] = [
  { shape: [2, 3], values: new Float32Array(6) },
  { shape: [3], values: new Float32Array(3) },
];
const layer = (...weights: (typeof kernel)[]) =>
  new KerasLayer('Dense', 'd', {}, { version: '3', major: 3, backend: null, channelsFirst: false }, weights);

test('weights come in the order of their shapes, undefined for one that the layer does not have', () => {
  expect(weightsOf(layer(kernel, bias), [null, 3], [3])).toEqual([kernel, bias]);
  expect(weightsOf(layer(bias), false, [null])).toEqual([undefined, bias]);
});

test.each([
  ['one is missing', layer(kernel)],
  ['there is one more', layer(kernel, bias, bias)],
  ['they are in another order', layer(bias, kernel)],
  ['one has other sides', layer(kernel, { ...bias, shape: [4] })],
  ['one has more dimensions', layer(kernel, { ...bias, shape: [1, 3] })],
])('weights are refused where %s', (_, given) => {
  expect(() => weightsOf(given, [null, 3], [3])).toThrow('its weights are not those that its settings tell of (d)');
});
