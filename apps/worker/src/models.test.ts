import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { ModelReference } from '#contract';
import { ModelRegistry, type InferenceEngine } from '#engine';
import { ModelsFolder } from '#platform';
import { Models } from './models.js';

let path: string;
let loads: string[];
let changes: number;
let models: Models;
/** Milliseconds that the clock is ahead. */
let ahead: number;
const clock = Date.now;
jest.spyOn(Date, 'now').mockImplementation(() => clock() + ahead);
const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);

/** Loads whatever has whole weights. */
const engine: InferenceEngine = {
  name: 'wasm',
  load: async ({ folder, manifest }) => {
    loads.push(`${manifest.name}@${manifest.version}`);
    const weights = await readFile(join(folder, manifest.files.weights), 'utf8');
    if (weights !== 'whole') throw new Error('weights cut short');
    return { manifest, predict: async () => new Float32Array(), dispose: () => undefined };
  },
};

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'lince-models-'));
  [loads, changes, ahead] = [[], 0, 0];
  warn.mockClear();
  models = new Models(new ModelsFolder(path), new ModelRegistry(engine, 9), () => changes++);
});
afterEach(() => rm(path, { recursive: true }));

async function put(version: number, weights: string, label = 'first', manifest?: string): Promise<void> {
  const folder = join(path, 'digits', String(version));
  const content = {
    name: 'digits',
    version,
    labels: [label, 'other'],
    input: { width: 28, height: 28, channels: 1, fit: 'digit', range: [0, 1] },
    files: { topology: 'model.json', weights: 'weights.bin', weightsSha256: '0'.repeat(64) },
    ...{ parameters: 10, multiplyAdds: 10, quality: null },
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'weights.bin'), weights);
  await writeFile(join(folder, 'manifest.json'), manifest ?? JSON.stringify(content));
}

/** Lets everything that was known grow old. */
const pass = (milliseconds: number): void => void (ahead += milliseconds);

/** Which model answers, by its version and first label. */
const used = (version: ModelReference['version'] = null): Promise<string> =>
  models.use({ name: 'digits', version }, async (model) =>
    typeof model === 'string' ? model : `${model.model.manifest.version} ${model.model.manifest.labels[0]}`,
  );

test('a reference without a version means the highest that loads', async () => {
  await put(1, 'whole');
  await put(2, 'whole');
  await put(3, 'cut');
  await put(4, 'whole', 'first', '{ half a manif');
  expect(await used()).toBe('2 first');
  expect(await Promise.all([used(1), used(3), used(4), used(5)])).toEqual([
    '1 first',
    'model_broken',
    'model_broken',
    'model_not_found',
  ]);
  expect(await models.facts()).toEqual({
    models: [1, 2].map((version) => ({ name: 'digits', version, warm: true })),
    broken: [3, 4].map((version) => ({ name: 'digits', version })),
  });
});

test('what is broken is told of once, and not tried again for each picture', async () => {
  await put(1, 'cut');
  for (let i = 0; i < 3; i++) expect(await used()).toBe('model_broken');
  expect(loads).toHaveLength(1);
  expect(changes).toBe(1);
  pass(10_001);
  expect(await used()).toBe('model_broken');
  expect(loads).toHaveLength(2);
  expect(warn.mock.calls).toEqual([[`digits@1 in ${join(path, 'digits', '1')} cannot be used: weights cut short`]]);
});

test('what is broken is tried again as soon as its files change', async () => {
  await put(1, 'cut');
  expect(await used()).toBe('model_broken');
  await put(1, 'whole');
  pass(1_001);
  expect(await used()).toBe('1 first');
  expect(await models.facts()).toEqual({ models: [{ name: 'digits', version: 1, warm: true }], broken: [] });
});

test.each([
  ['weights', 'cut', undefined],
  ['manifest', 'whole', '{ half a manif'],
])('broken %s leave the model serving that they replaced, until they are mended', async (_what, weights, manifest) => {
  await put(1, 'whole');
  expect(await used()).toBe('1 first');
  await put(1, weights, 'second', manifest);
  pass(1_001);
  expect(await Promise.all([used(), used(1), used()])).toEqual(['1 first', '1 first', '1 first']);
  expect(warn).toHaveBeenCalledTimes(1);
  expect(await models.facts()).toEqual({
    models: [{ name: 'digits', version: 1, warm: true }],
    broken: [{ name: 'digits', version: 1 }],
  });
  await put(1, 'whole', 'third');
  pass(1_001);
  expect(await used()).toBe('1 third');
  expect((await models.facts()).broken).toEqual([]);
});

test('what is replaced while it is read is read again', async () => {
  await put(1, 'cut');
  const load = jest.spyOn(engine, 'load').mockImplementationOnce(async () => {
    await put(1, 'whole', 'second');
    throw new Error('no such file');
  });
  expect(await used()).toBe('1 second');
  expect(load).toHaveBeenCalledTimes(2);
  expect(warn).not.toHaveBeenCalled();
});

test('each load is told of, and no other use', async () => {
  await put(1, 'whole');
  await put(2, 'whole');
  for (const version of [1, 1, 2, 1, 2]) await used(version);
  expect(changes).toBe(2);
});
