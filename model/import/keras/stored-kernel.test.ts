import { expect, test } from '@jest/globals';
import { KerasLayer, type JsonObject } from './layer.js';
import { storedKernel } from './stored-kernel.js';
import type { Weight } from './weight.js';

/** 1, 2, 3 … */
const counting = (...shape: number[]): Weight => ({
  shape,
  values: Float32Array.from({ length: shape.reduce((size, side) => size * side, 1) }, (_, at) => at + 1),
});
const BIAS = counting(1);

/** A kernel of two rows and three columns as it is read from a layer of that era, with its bias. */
function read(kernel: Weight, major: number, backend: string, settings: JsonObject = {}): Weight {
  const era = { version: `${major}`, major, backend, channelsFirst: false };
  const [found, bias] = storedKernel(new KerasLayer('Conv2D', 'c', settings, era, [kernel, BIAS]), [2, 3]).weights;
  expect(bias).toEqual(BIAS);
  return found!;
}

test('a kernel is as it was saved', () => {
  expect(read(counting(2, 3, 1, 1), 2, 'tensorflow')).toEqual(counting(2, 3, 1, 1));
  expect(read(counting(2, 3, 1, 1), 1, 'tensorflow', { dim_ordering: 'tf' })).toEqual(counting(2, 3, 1, 1));
});

test('that of lines is given a column', () => {
  expect(read(counting(2, 4, 5), 2, 'tensorflow')).toEqual(counting(2, 1, 4, 5));
});

test('Keras 1 put channels first, outputs before inputs', () => {
  const kernel = { shape: [1, 2, 2, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6, 10, 20, 30, 40, 50, 60) };
  const expected = { shape: [2, 3, 2, 1], values: Float32Array.of(1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60) };
  expect(read(kernel, 1, 'tensorflow', { dim_ordering: 'th' })).toEqual(expected);
  // In some layers it did not say so.
  expect(read(kernel, 1, 'tensorflow')).toEqual(expected);
});

test('Theano laid kernels on turned round', () => {
  const turned = { shape: [2, 3, 1, 1], values: Float32Array.of(6, 5, 4, 3, 2, 1) };
  expect(read(counting(2, 3, 1, 1), 2, 'theano')).toEqual(turned);
  expect(read(counting(1, 1, 2, 3), 1, 'theano', { dim_ordering: 'th' })).toEqual(turned);
});
