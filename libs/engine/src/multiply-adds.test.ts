import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import { input, layers, model, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from '@jest/globals';
import type { LoadedModel } from './engine.js';
import { multiplyAddsOf } from './multiply-adds.js';
import { openEngine } from './open-engine.js';

beforeAll(() => openEngine('wasm'));

/** What is counted for layers that are given pictures of 6 rows, 8 columns and 3 channels. */
function counted(...steps: layers.Layer[]): Promise<number> {
  const given = input({ shape: [6, 8, 3] });
  const outputs = steps.reduce<SymbolicTensor>((values, step) => step.apply(values) as SymbolicTensor, given);
  const network = model({ inputs: given, outputs });
  return multiplyAddsOf({
    manifest: { input: { height: 6, width: 8, channels: 3 } } as LoadedModel['manifest'],
    predict: async (tensors, count) =>
      (network.predict(tensor(tensors, [count, 6, 8, 3])) as Tensor).dataSync() as Float32Array,
    dispose: () => undefined,
  });
}

const OUTPUTS = 4 * 6;
test.each<[what: string, layer: layers.Layer, work: number]>([
  ['a convolution', layers.conv2d({ filters: 5, kernelSize: 3, useBias: false }), OUTPUTS * 5 * 9 * 3],
  [
    'one with a bias and an activation',
    layers.conv2d({ filters: 5, kernelSize: 3, activation: 'relu' }),
    OUTPUTS * 5 * 9 * 3,
  ],
  ['one that passes over some', layers.conv2d({ filters: 5, kernelSize: [3, 1], strides: 2 }), 2 * 4 * 5 * 3 * 3],
  [
    'one dilated',
    layers.conv2d({ filters: 5, kernelSize: 2, dilationRate: 2, activation: 'relu' }),
    OUTPUTS * 5 * 4 * 3,
  ],
  ['a depthwise one', layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2 }), OUTPUTS * 6 * 9],
  ['a transposed one', layers.conv2dTranspose({ filters: 5, kernelSize: 3, strides: 2 }), 6 * 8 * 3 * 9 * 5],
  ['a dense layer', layers.dense({ units: 7, activation: 'relu' }), 6 * 8 * 3 * 7],
  ['what multiplies nothing', layers.maxPooling2d({ poolSize: 2 }), 0],
])('the work of %s', async (_, layer, work) => {
  expect(await counted(layer)).toBe(work);
});

test('the work of layers is added', async () => {
  const convolve = layers.conv2d({ filters: 2, kernelSize: 3 });
  expect(await counted(convolve, layers.flatten(), layers.dense({ units: 10 }))).toBe(
    OUTPUTS * 2 * 9 * 3 + OUTPUTS * 2 * 10,
  );
});

test('layers of the same work are all counted', async () => {
  const same = (activation: 'relu' | 'linear'): layers.Layer =>
    layers.conv2d({ filters: 3, kernelSize: 1, activation });
  expect(await counted(same('linear'), same('relu'), same('linear'), same('relu'))).toBe(4 * 48 * 3 * 3);
});
