import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import { input, model, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from '@jest/globals';
import { openEngine } from '../open-engine.js';
import { resize, type Interpolation } from './resize.js';

beforeAll(() => openEngine('wasm'));

/** A row of pixels at another width. */
function resized(row: number[], width: number, interpolation: Interpolation): number[] {
  const given = input({ shape: [1, row.length, 1] });
  const network = model({ inputs: given, outputs: resize(1, width, interpolation).apply(given) as SymbolicTensor });
  return [...(network.predict(tensor(row, [1, 1, row.length, 1])) as Tensor).dataSync()];
}

test('bilinear takes pixels for points in the middle of their places', () => {
  expect(resized([0, 4], 4, 'bilinear')).toEqual([0, 1, 3, 4]);
  expect(resized([0, 2, 4, 6], 2, 'bilinear')).toEqual([1, 5]);
});

test('nearest takes the pixel under the middle of the new one', () => {
  expect(resized([1, 2], 4, 'nearest')).toEqual([1, 1, 2, 2]);
  expect(resized([1, 2, 3, 4, 5, 6], 2, 'nearest')).toEqual([2, 5]);
});

test('the size that comes out is known before, channels as they were', () => {
  const given = input({ shape: [2, 3, 4] });
  expect((resize(5, 6, 'nearest').apply(given) as SymbolicTensor).shape).toEqual([null, 5, 6, 4]);
});
