import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { ModelFiles } from './engine.js';
import { loadModel } from './load-model.js';
import { openEngine } from './open-engine.js';

let folder: string;

beforeAll(() => openEngine('wasm'));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lince-load-'));
});
afterEach(() => rm(folder, { recursive: true }));

type Manifest = ModelFiles['manifest'];

/** Writes a model that multiplies pictures of one row and two columns by a matrix. */
async function stored(
  format: Manifest['files']['format'],
  matrix: number[],
  manifest: Partial<Manifest> = {},
): Promise<ModelFiles> {
  const columns = matrix.length / 2;
  const weights = Buffer.from(Float32Array.from(matrix).buffer);
  const name = format === 'graph-model' ? 'w' : 'd/kernel';
  const weightsManifest = [{ weights: [{ name, shape: [2, columns], dtype: 'float32' }] }];
  const json = { 'layers-model': layersModel, 'graph-model': graphModel }[format](columns);
  await writeFile(join(folder, 'w.bin'), weights);
  await writeFile(join(folder, 'm.json'), JSON.stringify({ ...json, weightsManifest }));
  const weightsSha256 = createHash('sha256').update(weights).digest('hex');
  const described = {
    labels: Array.from({ length: columns }, (_, at) => `${at}`),
    input: { width: 2, height: 1, channels: 1 },
    warnBelow: { confidence: 0.5 },
    files: { format, topology: 'm.json', weights: 'w.bin', weightsSha256 },
  };
  return { folder, manifest: { ...described, ...manifest } as Manifest };
}

function layersModel(units: number) {
  const layers = [
    { class_name: 'Flatten', config: { name: 'flatten', batch_input_shape: [null, 1, 2, 1] } },
    { class_name: 'Dense', config: { name: 'd', units, use_bias: false } },
    { class_name: 'LinceFormula', config: { name: 'f', formula: 'hardtanh', numbers: [] } },
  ];
  return { modelTopology: { class_name: 'Sequential', config: { name: 's', layers } } };
}

/** Of flat pictures. */
function graphModel() {
  const float = { type: 'DT_FLOAT' };
  const dim = [{ size: '-1' }, { size: '2' }];
  const node = [
    { name: 'x', op: 'Placeholder', attr: { dtype: float, shape: { shape: { dim } } } },
    { name: 'w', op: 'Const', attr: { dtype: float } },
    { name: 'y', op: 'MatMul', input: ['x', 'w'], attr: { T: float } },
  ];
  const inputs = { x: { name: 'x:0', dtype: 'DT_FLOAT', tensorShape: { dim } } };
  return { modelTopology: { node, versions: {} }, signature: { inputs, outputs: { y: { name: 'y:0' } } } };
}

const FORMATS = ['layers-model', 'graph-model'] as const;

test.each(FORMATS)('a %s answers every picture of a batch', async (format) => {
  const model = await loadModel(await stored(format, [0.5, 0.25, 0.125, 0]), 'wasm');
  expect([...(await model.predict(Float32Array.of(1, 0, 0, 1, 1, 2), 3))]).toEqual([0.5, 0.25, 0.125, 0, 0.75, 0.25]);
});

test('one output for two labels is the probability of the second', async () => {
  const model = await loadModel(await stored('graph-model', [0.25, 0.5], { labels: ['no', 'yes'] }), 'wasm');
  expect([...(await model.predict(Float32Array.of(1, 0, 0, 1), 2))]).toEqual([0.75, 0.25, 0.5, 0.5]);
});

test('a model with a score has one output more than labels', async () => {
  const scored: Partial<Manifest> = { labels: ['a', 'b'], warnBelow: { confidence: 0.5, score: 0.5 } };
  const model = await loadModel(await stored('graph-model', [1, 2, 3, 4, 5, 6], scored), 'wasm');
  expect([...(await model.predict(Float32Array.of(1, 0), 1))]).toEqual([1, 2, 3]);
});

test.each(FORMATS)('a %s that predicts few sizes only answers batches of every size', async (format) => {
  const files = await stored(format, [0.5, 0.25, 0.125, 0], { multiplyAdds: 4 });
  const model = await loadModel(files, 'wasm', { padded: true });
  for (const count of [1, 3, 5, 32, 33]) {
    const tensors = Float32Array.from({ length: 2 * count }, (_, at) => (at % 2 === 0 ? at / (2 * count) : 0));
    const expected = Array.from({ length: count }, (_, at) => [0.5, 0.25].map((share) => (share * at) / count)).flat();
    const outputs = await model.predict(tensors, count);
    expect(outputs).toHaveLength(2 * count);
    outputs.forEach((output, at) => expect(output).toBeCloseTo(expected[at]!, 6));
  }
});

test.each(FORMATS)('a %s that is let go leaves nothing in memory', async (format) => {
  const files = await stored(format, [1, 2, 3, 4]);
  const { numTensors } = tf.memory();
  const model = await loadModel(files, 'wasm');
  await model.predict(Float32Array.of(1, 0), 1);
  model.dispose();
  expect(tf.memory().numTensors).toBe(numTensors);
});

test.each(FORMATS)(
  'a %s with another number of outputs than its manifest tells of is refused, and let go',
  async (format) => {
    const files = await stored(format, [1, 2, 3, 4], { labels: ['a', 'b', 'c'] });
    const { numTensors } = tf.memory();
    await expect(loadModel(files, 'wasm')).rejects.toThrow('the network has 2 outputs, its manifest tells of 3');
    expect(tf.memory().numTensors).toBe(numTensors);
  },
);

test('a model that does not take its manifest’s pictures is refused', async () => {
  const input = { width: 3, height: 1, channels: 1 } as Manifest['input'];
  await expect(loadModel(await stored('graph-model', [1, 2, 3, 4], { input }), 'wasm')).rejects.toThrow(/shape/);
});

test('weights that have changed are refused', async () => {
  const files = await stored('layers-model', [1, 2, 3, 4]);
  await writeFile(join(folder, 'w.bin'), new Uint8Array(16));
  await expect(loadModel(files, 'wasm')).rejects.toThrow('is not the file that its manifest describes');
});
