import { expect, test } from '@jest/globals';
import type { ModelManifest } from '#contract';
import type { StoredVersion, WorkerFacts } from '#platform';
import { catalogue } from '../src/models/catalogue.js';

const stored = (version: number, more: Partial<ModelManifest> = {}): StoredVersion => ({
  ...{ name: 'digits', version, folder: `/models/digits/${version}`, state: '' },
  manifest: {
    ...{ name: 'digits', version, labels: ['0', '1'], quality: null, parameters: 10, multiplyAdds: 20 },
    input: { width: 28, height: 28, channels: 1, fit: 'digit', range: [0, 1] },
    warnBelow: { confidence: 0.5 },
    files: { format: 'layers-model', topology: 'model.json', weights: 'weights.bin', weightsSha256: '0'.repeat(64) },
    ...more,
  },
});
const unreadable = (version: number): StoredVersion => ({
  ...{ name: 'digits', version, folder: `/models/digits/${version}`, state: '', reason: 'half a manifest' },
});

const model = (version: number) => ({ name: 'digits', version });
/** A worker with these versions warm, and those broken. */
const worker = (id: string, warm: number[], broken: number[] = []): WorkerFacts => ({
  ...{ id, engine: 'wasm' },
  models: warm.map((version) => ({ ...model(version), warm: true })),
  broken: broken.map(model),
});

const digits = { name: 'digits', version: null };
const listed = (versions: StoredVersion[], live: WorkerFacts[], usual = digits) => {
  const { models, broken } = catalogue(versions, live, usual);
  return { models: models.map(({ version }) => version), usual: models.filter((each) => each.default), broken };
};

test('a model is told of with where it came from and who has it warm, but not with its files', () => {
  const source = { file: 'best.h5', sha256: '1'.repeat(64), format: 'Keras 2.15.0, HDF5', date: '2026-01-01' };
  const { models } = catalogue([stored(1, { source })], [worker('a', [1]), worker('b', []), worker('c', [1])], digits);
  expect(models).toEqual([
    {
      ...{ name: 'digits', version: 1, labels: ['0', '1'], quality: null, parameters: 10, multiplyAdds: 20 },
      input: { width: 28, height: 28, channels: 1, fit: 'digit', range: [0, 1] },
      source,
      default: true,
      workers: 2,
      warmOn: ['a', 'c'],
    },
  ]);
  expect(catalogue([stored(1)], [], digits).models[0]?.source).toBeNull();
});

test('the default is the version that the setting names, or the highest', () => {
  const versions = [stored(1), stored(2), stored(10)];
  expect(listed(versions, []).usual).toMatchObject([{ version: 10 }]);
  expect(catalogue(versions, [], { name: 'digits', version: 2 }).models.map((each) => each.default)).toEqual([
    false,
    true,
    false,
  ]);
  expect(listed(versions, [], { name: 'letters', version: null }).usual).toEqual([]);
});

test('what cannot be read here, or be loaded by a worker, is broken, and not the default', () => {
  const versions = [stored(1), stored(2), unreadable(3)];
  const told = listed(versions, [worker('a', [1], [2, 3]), worker('b', [], [2])]);
  expect(told).toMatchObject({ models: [1], usual: [{ version: 1 }], broken: [model(3), model(2)] });
});

test('what goes on answering with what was there before is told of as both', () => {
  const told = listed([stored(1), stored(2)], [worker('a', [2], [2])]);
  expect(told).toMatchObject({ models: [1, 2], usual: [{ version: 2 }], broken: [model(2)] });
});

test('workers of before they told of broken models are understood', () => {
  const { id, engine, models } = worker('a', [1]);
  expect(listed([stored(1)], [{ id, engine, models }])).toMatchObject({ models: [1], broken: [] });
});
