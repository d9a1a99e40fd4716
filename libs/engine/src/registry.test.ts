import { expect, test } from '@jest/globals';
import type { InferenceEngine, LoadedModel, ModelFiles } from './engine.js';
import { ModelRegistry } from './registry.js';

const files = (name: string, version: number): ModelFiles => ({
  folder: `/models/${name}/${version}`,
  manifest: { name, version } as ModelFiles['manifest'],
});

/** An engine whose first loads fail as often as told; it keeps what it was asked for and what was let go. */
function engine({ failures = 0 } = {}) {
  const loaded: string[] = [];
  const disposed: string[] = [];
  const load: InferenceEngine['load'] = async ({ folder, manifest }) => {
    loaded.push(folder);
    if (loaded.length <= failures) throw new Error('weights missing');
    return { manifest, predict: async () => new Float32Array(), dispose: () => disposed.push(folder) } as LoadedModel;
  };
  return { registry: new ModelRegistry({ name: 'wasm', load }), loaded, disposed };
}

test('a model is loaded once, however many ask for it at once and later', async () => {
  const { registry, loaded } = engine();
  const [one, two] = await Promise.all([registry.open(files('digits', 1)), registry.open(files('digits', 1))]);
  expect(two).toBe(one);
  expect(await registry.open(files('digits', 1))).toBe(one);
  expect(await registry.open(files('digits', 2))).not.toBe(one);
  expect(loaded).toEqual(['/models/digits/1', '/models/digits/2']);
  expect([1, 2, 3].map((version) => registry.isWarm({ name: 'digits', version }))).toEqual([true, true, false]);
});

test('a load that failed leaves nothing warm, and is tried again', async () => {
  const { registry, loaded } = engine({ failures: 1 });
  await expect(registry.open(files('digits', 1))).rejects.toThrow('weights missing');
  expect(registry.isWarm({ name: 'digits', version: 1 })).toBe(false);
  await registry.open(files('digits', 1));
  expect(loaded).toHaveLength(2);
  expect(registry.isWarm({ name: 'digits', version: 1 })).toBe(true);
});

test('in the end every model is let go', async () => {
  const { registry, disposed } = engine();
  await Promise.all([registry.open(files('digits', 1)), registry.open(files('letters', 3))]);
  await registry.dispose();
  expect(disposed).toEqual(['/models/digits/1', '/models/letters/3']);
  expect(registry.isWarm({ name: 'digits', version: 1 })).toBe(false);
});
