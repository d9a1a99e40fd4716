import type { io } from '@tensorflow/tfjs-core';
import { input, layers, model, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from '@jest/globals';
import { openEngine } from '#engine';
import { artifactsOf, bytesOf, weightsIn } from './artifacts.js';

beforeAll(() => openEngine('wasm'));

const entry = (shape: number[], dtype: 'float32' | 'bool', stored?: 'uint8' | 'float16'): io.WeightsManifestEntry => ({
  ...{ name: 'w', shape, dtype },
  ...(stored && { quantization: { dtype: stored, min: 0, scale: 1 } }),
});

test('a weight takes the bytes of what it is stored as', () => {
  expect(bytesOf(entry([2, 3], 'float32'))).toBe(24);
  expect(bytesOf(entry([2, 3], 'float32', 'float16'))).toBe(12);
  expect(bytesOf(entry([2, 3], 'float32', 'uint8'))).toBe(6);
  expect(bytesOf(entry([5], 'bool'))).toBe(5);
  expect(bytesOf(entry([], 'float32'))).toBe(4);
  expect(bytesOf(entry([0, 3], 'float32'))).toBe(0);
});

test('each weight has its own bytes, and plain floats their numbers', () => {
  const specs = [entry([1], 'bool'), entry([2], 'float32'), entry([1], 'float32', 'float16')];
  const data = Buffer.concat([Buffer.of(1), Buffer.from(Float32Array.of(1.5, -2).buffer), Buffer.of(8, 9)]);
  const weights = weightsIn(specs, new Uint8Array(data).buffer);
  expect(weights.map(({ bytes }) => bytes.byteLength)).toEqual([1, 8, 2]);
  expect(weights.map(({ floats }) => floats && [...floats])).toEqual([null, [1.5, -2], null]);
  expect([...new Uint8Array(weights[2]!.bytes)]).toEqual([8, 9]);
});

test('a network is its layers and its weights, in their order', async () => {
  const given = input({ shape: [1] });
  const answer = layers
    .dense({ units: 2, kernelInitializer: 'ones', biasInitializer: 'zeros', name: 'd' })
    .apply(given);
  const { modelTopology, weightSpecs, weightData } = await artifactsOf(
    model({ inputs: given, outputs: answer as SymbolicTensor }),
  );
  expect(modelTopology).toMatchObject({ class_name: 'Model' });
  expect(weightSpecs!.map(({ name }) => name)).toEqual(['d/kernel', 'd/bias']);
  expect([...new Float32Array(weightData as ArrayBuffer)]).toEqual([1, 1, 0, 0]);
});
