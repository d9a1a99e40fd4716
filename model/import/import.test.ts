import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { encode } from 'fast-png';
import { manifestSchema } from '#contract';
import { openEngine, type InferenceEngine } from '#engine';
import { importModel } from './import.js';
import { parseOptions } from './options.js';

/** Pictures of 2 × 2 of which the model tells whether the light is above or below. */
const KERNEL = [4, -4, 4, -4, -4, 4, -4, 4];
const dense = { class_name: 'Dense', config: { name: 'd', units: 2, use_bias: false, activation: 'softmax' } };
const flatten = { class_name: 'Flatten', config: { batch_input_shape: [null, 2, 2, 1] } };
const rescaling = { class_name: 'Rescaling', config: { scale: 1 / 255, offset: 0 } };

let engine: InferenceEngine;
let folder: string;
let models: string;

beforeAll(async () => {
  engine = await openEngine('wasm');
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lince-import-'));
  models = join(folder, 'models');
});
afterEach(() => rm(folder, { recursive: true }));

/** Writes a model of these layers as TF.js does, and imports it as `mine`. */
async function imported(said = '', layers: object[] = [flatten, dense], kernel = KERNEL) {
  const weights = [{ name: 'd/kernel', shape: [4, 2], dtype: 'float32' }];
  const modelTopology = { keras_version: '2.15.0', model_config: { class_name: 'Sequential', config: { layers } } };
  await writeFile(join(folder, 'w.bin'), new Uint8Array(Float32Array.from(kernel).buffer));
  const file = join(folder, 'model.json');
  await writeFile(file, JSON.stringify({ modelTopology, weightsManifest: [{ paths: ['w.bin'], weights }] }));
  const options = parseOptions([file, '--name', 'mine', ...said.split(' ').filter(Boolean)]);
  return importModel(options, { engine, models, maxPixels: 1e6 });
}

/** All there is among the models. */
const there = async (): Promise<string[]> => (await readdir(models, { recursive: true }).catch(() => [])).sort();

test('what was imported is there, is described, and can be served', async () => {
  const { manifest, folder: place } = await imported('--labels above,below');
  expect(place).toBe(join(models, 'mine', '1'));
  const stored = manifestSchema.parse(JSON.parse(await readFile(join(place, 'manifest.json'), 'utf8')));
  expect(stored).toEqual(manifest);
  expect(stored).toMatchObject({
    ...{ name: 'mine', version: 1, labels: ['above', 'below'], parameters: 8, multiplyAdds: 8, quality: null },
    input: { width: 2, height: 2, channels: 1, fit: 'stretch', range: [0, 1] },
    source: { file: 'model.json', format: 'TensorFlow.js, Keras 2.15.0' },
  });
  const bytes = await readFile(join(folder, 'model.json'));
  expect(stored.source!.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(await there()).toEqual(
    [
      'mine',
      'mine/1',
      ...['manifest.json', stored.files.topology, stored.files.weights].map((name) => `mine/1/${name}`),
    ].sort(),
  );
  const model = await engine.load({ folder: place, manifest: stored });
  const [above, below] = await model.predict(Float32Array.of(1, 1, 0, 0), 1);
  expect(above! / below!).toBeCloseTo(Math.exp(16), -2);
});

test('each import takes the next version, and one that is there only by force', async () => {
  await imported();
  expect((await imported()).manifest.version).toBe(2);
  await expect(imported('--version 1')).rejects.toThrow('There is a model mine@1 already');
  const { manifest } = await imported('--version 1 --force --labels a,b');
  expect(manifest.labels).toEqual(['a', 'b']);
  expect(await readdir(join(models, 'mine', '1'))).toHaveLength(3);
  expect(await readdir(join(models, 'mine'))).toEqual(['1', '2']);
});

test('imports at the same time take versions of their own', async () => {
  const versions = await Promise.all([imported(), imported(), imported()]);
  expect(versions.map(({ manifest }) => manifest.version).sort()).toEqual([1, 2, 3]);
});

test.each([
  ['labels that are not those of the classes', '--labels a,b,c', KERNEL, 'The model has 2 classes'],
  ['weights that are no numbers', '', KERNEL.map((value, at) => (at === 3 ? NaN : value)), 'not numbers'],
  ['pictures that the model does not take', '--input 28x28', KERNEL, 'that is not 28×28×1'],
  ['nothing to try it on', '--check .', KERNEL, 'named as none of the model'],
])('%s: nothing is left', async (_, said, kernel, sentence) => {
  await expect(imported(said, [flatten, dense], kernel)).rejects.toThrow(sentence);
  expect((await there()).filter((name) => name !== 'mine')).toEqual([]);
});

test('a model that brings levels down itself is given them as files have them, unless somebody says otherwise', async () => {
  const layers = [
    { ...rescaling, config: { ...rescaling.config, batch_input_shape: [null, 2, 2, 1] } },
    flatten,
    dense,
  ];
  expect((await imported('', layers)).manifest.input.range).toEqual([0, 255]);
  expect((await imported('--scale 0..1', layers)).manifest.input.range).toEqual([0, 1]);
});

test('what labelled pictures tell is proposed, and measured; what somebody says counts', async () => {
  const pictures = join(folder, 'pictures');
  for (const [label, data] of [
    ['0', [250, 240, 0, 10]],
    ['1', [0, 20, 230, 255]],
  ] as const) {
    await mkdir(join(pictures, label), { recursive: true });
    const png = encode({ width: 2, height: 2, channels: 1, data: Uint8Array.from(data) });
    await writeFile(join(pictures, label, 'a.png'), png);
  }
  const inverted = await imported(
    `--check ${pictures}`,
    [flatten, dense],
    KERNEL.map((weight) => -weight),
  );
  expect(inverted.manifest.input).toMatchObject({ invert: true });
  expect(inverted.manifest.quality).toEqual({ accuracy: 1, images: 2, data: 'pictures' });
  const told = await imported(`--check ${pictures} --scale -1..1 --invert`);
  expect(told.manifest.input).toMatchObject({ range: [-1, 1], invert: true });
  // The best of those that agree with what was said.
  expect(told.manifest.quality!.accuracy).toBe(0.5);
  const odd = await imported(`--check ${pictures} --scale 0..2`);
  expect(odd.manifest).toMatchObject({ input: { range: [0, 2] }, quality: null });
});

test('in half the bytes, and nearly the same', async () => {
  const { manifest, folder: place } = await imported('--float16');
  expect(await readFile(join(place, manifest.files.weights))).toHaveLength(2 * KERNEL.length);
  expect(manifest.parameters).toBe(KERNEL.length);
  const model = await engine.load({ folder: place, manifest });
  expect((await model.predict(Float32Array.of(0.25, 0, 0, 0), 1))[0]).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
});
