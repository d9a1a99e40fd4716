import { expect, test } from '@jest/globals';
import { effectScope } from 'vue';
import type { ListedModel } from '../api/http.js';
import { useModels } from './useModels.js';

const WORDS = ['cero', 'uno'];

const model = (name: string, version: number, more: Partial<ListedModel> = {}): ListedModel => ({
  name,
  version,
  labels: ['0', '1'],
  default: false,
  ...more,
});
const mine = model('mine', 1, { labels: WORDS });
const digits = [model('digits', 1), model('digits', 2, { default: true })];

/** Models of which the API tells when, and what, the test says: `lists` holds its answers to be given, in order. */
function modelsOfSlowApi() {
  const lists: { accept: (models: ListedModel[]) => void; refuse: () => void }[] = [];
  const scope = effectScope();
  const list = (): Promise<ListedModel[]> =>
    new Promise((accept, reject) => lists.push({ accept, refuse: () => reject(new Error('unreachable')) }));
  return { ...scope.run(() => useModels(list))!, lists, scope };
}

test('each name is there once, the default first, and needs not be asked for', async () => {
  const { names, chosen, asked, refresh, lists } = modelsOfSlowApi();
  const refreshed = refresh();
  expect([names.value, chosen.value, asked.value]).toEqual([[], undefined, undefined]);
  lists[0]!.accept([model('best', 3), ...digits, mine]);
  await refreshed;
  expect([names.value, chosen.value, asked.value]).toEqual([['digits', 'best', 'mine'], 'digits', undefined]);
  chosen.value = 'mine';
  expect([chosen.value, asked.value]).toEqual(['mine', 'mine']);
});

test('a list that cannot be had leaves what was known', async () => {
  const { names, chosen, refresh, lists } = modelsOfSlowApi();
  for (const known of [[], ['digits', 'mine']]) {
    const failed = refresh();
    lists.at(-1)!.refuse();
    await failed;
    expect(names.value).toEqual(known);
    const refreshed = refresh();
    lists.at(-1)!.accept([...digits, mine]);
    await refreshed;
  }
  chosen.value = 'mine';
  const refreshed = refresh();
  lists.at(-1)!.accept(digits);
  await refreshed;
  expect(chosen.value).toBe('digits');
});

test('of two looks at the models the later counts, and none that ends after the page', async () => {
  const { names, refresh, lists, scope } = modelsOfSlowApi();
  const looks = [refresh(), refresh()];
  lists[1]!.accept([...digits, mine]);
  lists[0]!.accept(digits);
  await Promise.all(looks);
  expect(names.value).toEqual(['digits', 'mine']);
  const last = refresh();
  scope.stop();
  lists[2]!.accept(digits);
  await last;
  expect(names.value).toEqual(['digits', 'mine']);
});

test('labels are those of the very version', async () => {
  const { labelsOf, refresh, lists } = modelsOfSlowApi();
  const refreshed = refresh();
  lists[0]!.accept([...digits, mine]);
  await refreshed;
  expect(labelsOf({ name: 'mine', version: 1 })).toEqual(WORDS);
  expect(labelsOf({ name: 'mine', version: 2 })).toBeUndefined();
});
