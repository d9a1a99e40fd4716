import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { openEngine } from '#engine';
import type { JsonObject } from '../keras/layer.js';
import { isGraph, readTfjs, type GraphFile } from './tfjs-files.js';
import type { KerasFile } from './keras-files.js';

const KERAS = {
  keras_version: 'tfjs-layers 4.22.0',
  model_config: { class_name: 'Sequential', config: { layers: [] } },
};
const PATH = [{ name: 'dense', className: 'Dense', index: 0, nth: 0 }];
const kernel = { name: 'dense/kernel', shape: [2], dtype: 'float32' };

let folder: string;

beforeAll(() => openEngine('wasm'));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lince-tfjs-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Reads a model whose shards are these, in this order. */
async function read(modelTopology: JsonObject, weights: JsonObject[], shards: Record<string, Uint8Array>) {
  for (const [name, bytes] of Object.entries(shards)) await writeFile(join(folder, name), bytes);
  const weightsManifest = [{ paths: Object.keys(shards), weights }];
  return readTfjs(join(folder, 'model.json'), { modelTopology, weightsManifest });
}

const bytesOf = (...floats: number[]): Uint8Array => new Uint8Array(Float32Array.from(floats).buffer);

test('a layers model has its weights in shards that may end anywhere', async () => {
  const bytes = bytesOf(1.5, -2);
  const shards = { b: bytes.subarray(0, 3), a: bytes.subarray(3) };
  const { model, format } = (await read(KERAS, [kernel], shards)) as KerasFile;
  expect(format).toBe('TensorFlow.js, Keras tfjs-layers 4.22.0');
  expect(model.era.major).toBe(2);
  expect(model.weightsAt(PATH)).toEqual([{ shape: [2], values: Float32Array.of(1.5, -2) }]);
});

test('weights that were stored in fewer bits are made floats again', async () => {
  const quantization = { dtype: 'uint8', min: -1, scale: 0.5, original_dtype: 'float32' };
  const { model } = (await read(KERAS, [{ ...kernel, quantization }], { a: Uint8Array.of(0, 5) })) as KerasFile;
  expect(model.weightsAt(PATH)[0]!.values).toEqual(Float32Array.of(-1, 1.5));
});

test('a graph model is its operations, their constants and its signature', async () => {
  const file = await read({ node: [] }, [kernel], { a: bytesOf(1, 2) });
  expect(isGraph(file)).toBe(true);
  const { signature, weightSpecs, weightData } = file as GraphFile;
  expect(signature).toBeNull();
  expect(weightSpecs).toEqual([kernel]);
  expect(new Uint8Array(weightData)).toEqual(bytesOf(1, 2));
});

test.each(['../secret', '/etc/passwd', 'below/a', '.hidden', '..'])(
  'a shard lies beside the model, not at %s',
  async (name) => {
    const json = { modelTopology: KERAS, weightsManifest: [{ paths: [name], weights: [] }] };
    await expect(readTfjs(join(folder, 'model.json'), json)).rejects.toThrow(`incomplete (${name})`);
  },
);

test.each<[what: string, topology: JsonObject, weights: JsonObject[], size: number]>([
  ['fewer bytes than its weights take', KERAS, [kernel], 7],
  ['more bytes than its weights take', KERAS, [kernel], 9],
  ['a weight of a negative size', KERAS, [{ ...kernel, shape: [-1, -2] }], 8],
  ['a weight of texts', KERAS, [{ ...kernel, dtype: 'string' }], 8],
])('%s: damaged', async (_, topology, weights, size) => {
  await expect(read(topology, weights, { a: new Uint8Array(size) })).rejects.toThrow(
    'The file is damaged or incomplete',
  );
});

test('a shard that is not there is told by its path', async () => {
  const json = { modelTopology: KERAS, weightsManifest: [{ paths: ['a'], weights: [] }] };
  await expect(readTfjs(join(folder, 'model.json'), json)).rejects.toThrow(
    `Cannot read ${join(folder, 'a')} (ENOENT).`,
  );
});

test('JSON that is no model is damaged', async () => {
  await expect(readTfjs('some/package.json', { name: 'lince' })).rejects.toThrow('incomplete (package.json)');
});
