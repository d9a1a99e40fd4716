import { expect, test } from '@jest/globals';
import type { InferenceEngine, LoadedModel, ModelFiles } from './engine.js';
import { ModelRegistry, type Loan } from './registry.js';

/** @param edition told by the labels, as another training's model would be by its manifest */
const files = (name: string, version: number, edition = 'first'): ModelFiles => ({
  folder: `/models/${name}/${version}`,
  manifest: { name, version, labels: [edition] } as ModelFiles['manifest'],
});

const describe = ({ name, version, labels }: ModelFiles['manifest']): string => `${name}@${version} ${labels[0]}`;

/** A registry whose engine keeps what it was asked for and what was let go; `broken` editions do not load. */
function registry(most = 9) {
  const loaded: string[] = [];
  const disposed: string[] = [];
  const load: InferenceEngine['load'] = async ({ manifest }) => {
    loaded.push(describe(manifest));
    if (manifest.labels[0] === 'broken') throw new Error('weights missing');
    const dispose = (): void => void disposed.push(describe(manifest));
    return { manifest, predict: async () => new Float32Array(), dispose } as LoadedModel;
  };
  return { registry: new ModelRegistry({ name: 'wasm', load }, most), loaded, disposed };
}

/** What a returned model sets off ends within a turn of the event loop. */
async function giveBack(...loans: Loan[]): Promise<void> {
  for (const loan of loans) loan.giveBack();
  await new Promise((resolve) => setImmediate(resolve));
}

const edition = ({ model }: Loan): string => describe(model.model.manifest);

test('a model is loaded once, however many ask for it at once and later', async () => {
  const { registry: models, loaded } = registry();
  const [one, two] = await Promise.all([models.lend(files('digits', 1)), models.lend(files('digits', 1))]);
  expect(two.model).toBe(one.model);
  await giveBack(one, two);
  expect((await models.lend(files('digits', 1))).model).toBe(one.model);
  expect((await models.lend(files('digits', 2))).model).not.toBe(one.model);
  expect(loaded).toEqual(['digits@1 first', 'digits@2 first']);
  expect([1, 2, 3].map((version) => models.isWarm({ name: 'digits', version }))).toEqual([true, true, false]);
});

test('a load that failed leaves nothing warm, and is tried again', async () => {
  const { registry: models, loaded } = registry();
  for (let i = 0; i < 2; i++)
    await expect(models.lend(files('digits', 1, 'broken'))).rejects.toThrow('weights missing');
  expect(loaded).toHaveLength(2);
  expect(models.isWarm({ name: 'digits', version: 1 })).toBe(false);
  expect(await models.lendWarm({ name: 'digits', version: 1 })).toBeNull();
});

test('a replaced model answers those who have it, and is let go when the last of them is answered', async () => {
  const { registry: models, disposed } = registry();
  const [one, two] = [await models.lend(files('digits', 1)), await models.lend(files('digits', 1))];
  const three = await models.lend(files('digits', 1, 'second'));
  expect([one, two, three].map(edition)).toEqual(['digits@1 first', 'digits@1 first', 'digits@1 second']);
  await giveBack(one);
  expect(disposed).toEqual([]);
  await giveBack(two);
  expect(disposed).toEqual(['digits@1 first']);
  await giveBack(three);
  expect(disposed).toEqual(['digits@1 first']);
});

test('a replaced model that nobody has is let go at once', async () => {
  const { registry: models, disposed } = registry();
  await giveBack(await models.lend(files('digits', 1)));
  await giveBack(await models.lend(files('digits', 1, 'second')));
  expect(disposed).toEqual(['digits@1 first']);
});

test('what is warm stays so when what replaced it does not load', async () => {
  const { registry: models, disposed } = registry();
  await giveBack(await models.lend(files('digits', 1)));
  await expect(models.lend(files('digits', 1, 'broken'))).rejects.toThrow('weights missing');
  const loan = await models.lendWarm({ name: 'digits', version: 1 });
  expect(loan && edition(loan)).toBe('digits@1 first');
  expect(disposed).toEqual([]);
});

test('of two that load at once the one asked for last stays', async () => {
  const { registry: models, disposed } = registry();
  const loans = await Promise.all([models.lend(files('digits', 1)), models.lend(files('digits', 1, 'second'))]);
  expect(loans.map(edition)).toEqual(['digits@1 first', 'digits@1 second']);
  await giveBack(...loans);
  expect(disposed).toEqual(['digits@1 first']);
});

test('the least recently used goes when there are too many, never one in use', async () => {
  const { registry: models, loaded, disposed } = registry(2);
  const inUse = await models.lend(files('a', 1));
  for (const name of ['b', 'c', 'b', 'd']) await giveBack(await models.lend(files(name, 1)));
  expect(disposed).toEqual(['b@1 first', 'c@1 first', 'b@1 first']);
  await giveBack(inUse);
  expect([models.isWarm({ name: 'a', version: 1 }), models.isWarm({ name: 'd', version: 1 })]).toEqual([true, true]);
  await giveBack(await models.lend(files('a', 1)));
  await giveBack(await models.lend(files('e', 1)));
  expect(disposed.slice(3)).toEqual(['d@1 first']);
  expect(loaded).toHaveLength(6);
});

test('more than fit stay as long as they are in use', async () => {
  const { registry: models, disposed } = registry(1);
  const loans = await Promise.all(['a', 'b', 'c'].map((name) => models.lend(files(name, 1))));
  expect(disposed).toEqual([]);
  await giveBack(...loans);
  expect(disposed).toEqual(['a@1 first', 'b@1 first']);
});

test('in the end every model is let go', async () => {
  const { registry: models, disposed } = registry();
  const loans = await Promise.all([models.lend(files('digits', 1)), models.lend(files('letters', 3))]);
  await giveBack(...loans);
  await models.dispose();
  expect(disposed).toEqual(['digits@1 first', 'letters@3 first']);
  expect(models.isWarm({ name: 'digits', version: 1 })).toBe(false);
});
