import { readFile } from 'node:fs/promises';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { manifestSchema } from '#contract';
import type { InferenceEngine, LoadedModel, ModelFiles } from './engine.js';
import { withLightCalls } from './light-calls.js';

const FOLDER = 'model/digits/1';
const PIXELS = 28 * 28;

let manifest: ModelFiles['manifest'];
/** What the heavy engine was asked for. */
let calls: number[];
let disposed: number;
let engine: InferenceEngine;

/** An engine that answers with nothing but sevens. */
const heavy: InferenceEngine = {
  name: 'native',
  load: async (files): Promise<LoadedModel> => ({
    manifest: files.manifest,
    predict: async (_tensors, count) => (calls.push(count), new Float32Array(10 * count).fill(7)),
    dispose: () => void disposed++,
  }),
};

beforeAll(async () => {
  manifest = manifestSchema.parse(JSON.parse(await readFile(`${FOLDER}/manifest.json`, 'utf8')));
  engine = await withLightCalls(heavy);
});
beforeEach(() => {
  calls = [];
  disposed = 0;
});

const load = (multiplyAdds: number, folder = FOLDER): Promise<LoadedModel> =>
  engine.load({ folder, manifest: { ...manifest, multiplyAdds } });
const predict = (model: LoadedModel, count: number): Promise<Float32Array> =>
  model.predict(new Float32Array(count * PIXELS), count);

test('one picture of a small network goes to WebAssembly, many go to the other', async () => {
  const model = await load(manifest.multiplyAdds);
  const alone = await predict(model, 1);
  expect(calls).toEqual([]);
  expect(alone).toHaveLength(10);
  expect(alone.reduce((sum, share) => sum + share)).toBeCloseTo(1, 5);
  expect(await predict(model, 32)).toEqual(new Float32Array(320).fill(7));
  expect(calls).toEqual([32]);
  expect(model.manifest).toEqual(manifest);
  model.dispose();
});

test('what a call weighs is its pictures times what each weighs', async () => {
  /** The largest call of up to 64 that is light. */
  const lightest = async (multiplyAdds: number): Promise<number> => {
    const model = await load(multiplyAdds);
    for (let count = 1; count <= 64; count++) await predict(model, count);
    model.dispose();
    return calls.splice(0)[0]! - 1;
  };
  const few = await lightest(4e6);
  expect(few).toBeGreaterThanOrEqual(1);
  expect(await lightest(1e6)).toBe(4 * few);
});

test.each([
  ['heavy', 1e10],
  ['of which nothing is known', 0],
])('a model %s goes to the other whole', async (_what, multiplyAdds) => {
  const { numTensors } = tf.memory();
  await predict(await load(multiplyAdds), 1);
  expect(calls).toEqual([1]);
  expect(tf.memory().numTensors).toBe(numTensors);
});

test('a model that WebAssembly cannot load goes to the other whole', async () => {
  const model = await load(manifest.multiplyAdds, 'model/none');
  await predict(model, 1);
  expect(calls).toEqual([1]);
});

test('both are let go together', async () => {
  const { numTensors } = tf.memory();
  const model = await load(manifest.multiplyAdds);
  expect(tf.memory().numTensors).toBeGreaterThan(numTensors);
  model.dispose();
  expect(tf.memory().numTensors).toBe(numTensors);
  expect(disposed).toBe(1);
});

test('a model that the other cannot load is an error', async () => {
  const broken: InferenceEngine = { name: 'native', load: async () => Promise.reject(new Error('weights missing')) };
  const { load: loadBroken } = await withLightCalls(broken);
  await expect(loadBroken({ folder: FOLDER, manifest })).rejects.toThrow('weights missing');
});

test('WebAssembly’s own engine is left as it is', async () => {
  const wasm: InferenceEngine = { ...heavy, name: 'wasm' };
  expect(await withLightCalls(wasm)).toBe(wasm);
});
