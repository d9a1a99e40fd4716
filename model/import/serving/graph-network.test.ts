import { loadGraphModel } from '@tensorflow/tfjs-converter';
import { io, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from '@jest/globals';
import { openEngine } from '#engine';
import type { JsonObject } from '../keras/layer.js';
import { graphNetwork } from './graph-network.js';
import { readGraph } from './graph.js';

beforeAll(() => openEngine('wasm'));

const FLOAT = { T: { type: 'DT_FLOAT' } };
const X: JsonObject = { name: 'x', op: 'Placeholder', attr: { dtype: { type: 'DT_FLOAT' } } };
const WEIGHTS = { name: 'w', op: 'Const', attr: { dtype: { type: 'DT_FLOAT' } } };
const PRODUCT: JsonObject = { name: 'y', op: 'MatMul', input: ['x', 'w'], attr: FLOAT };
const PICTURE = { height: 1, width: 2, channels: 1 as const, shape: [2], channelsFirst: false };

/** A graph of two numbers that multiplies them by `weights`, [2, columns], and goes on with `more`. */
function served(weights: number[], kind: 'logits' | 'probabilities', ...more: JsonObject[]) {
  const columns = weights.length / 2;
  const file = {
    topology: { node: [X, WEIGHTS, PRODUCT, ...more] },
    signature: null,
    weightSpecs: [{ name: 'w', shape: [2, columns], dtype: 'float32' as const }],
    weightData: new Uint8Array(Float32Array.from(weights).buffer),
  };
  return graphNetwork(file, readGraph(file), PICTURE, kind);
}

async function answer(artifacts: io.ModelArtifacts): Promise<number[]> {
  const network = await loadGraphModel(io.fromMemory(artifacts));
  return [...(network.predict(tensor([[1, 2]])) as Tensor).dataSync()];
}

test('a graph that gives logits is served with probabilities', async () => {
  const { artifacts, outputs } = await served([1, 2, 3, 4], 'logits');
  expect(outputs).toBe(2);
  // 1 × 1 + 2 × 3, and 1 × 2 + 2 × 4.
  const [one, two] = await answer(artifacts);
  expect(one).toBeCloseTo(1 / (1 + Math.exp(3)), 6);
  expect(one! + two!).toBeCloseTo(1, 6);
});

test('one number alone is made the probability of the second of two', async () => {
  const { artifacts, outputs } = await served([1, 0.5], 'logits');
  expect(outputs).toBe(1);
  expect((await answer(artifacts))[0]).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
});

test('probabilities are served as they are', async () => {
  const { artifacts } = await served([1, 2, 3, 4], 'probabilities');
  expect(await answer(artifacts)).toEqual([7, 10]);
});

test('an operation that TensorFlow.js does not know is told by its name', async () => {
  const unknown = { name: 'z', op: 'Bucketize', input: ['y'], attr: FLOAT };
  await expect(served([1, 2, 3, 4], 'logits', unknown)).rejects.toThrow('operation Bucketize: cannot be imported');
});

test('a graph that answers several pictures with one answer is refused', async () => {
  const all = { name: 'z', op: 'Sum', input: ['y', 'axis'], attr: FLOAT };
  const axis = { name: 'axis', op: 'Const', attr: { dtype: { type: 'DT_INT32' } } };
  const file = {
    topology: { node: [X, WEIGHTS, PRODUCT, axis, all] as JsonObject[] },
    signature: null,
    weightSpecs: [
      { name: 'w', shape: [2, 2], dtype: 'float32' as const },
      { name: 'axis', shape: [], dtype: 'int32' as const },
    ],
    weightData: new Uint8Array(20),
  };
  await expect(graphNetwork(file, readGraph(file), PICTURE, 'logits')).rejects.toThrow('(2 ≠ 2 × 2)');
});
