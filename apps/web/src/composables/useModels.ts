import { computed, onScopeDispose, shallowRef } from 'vue';
import type { ServedModel } from '#contract';
import type { ListedModel } from '../api/http.js';

/**
 * Which model is to answer. Without a list of them all is left to the API: there are no names to choose from.
 * @param list which models there are now
 */
export function useModels(list: (signal: AbortSignal) => Promise<ListedModel[]>) {
  const models = shallowRef<ListedModel[]>([]);
  const wanted = shallowRef<string>();
  let asking = new AbortController();

  const usual = computed(() => models.value.find((model) => model.default)?.name);
  /** The default comes first. */
  const names = computed(() => {
    const all = models.value.map(({ name }) => name);
    return [...new Set(usual.value === undefined ? all : [usual.value, ...all])];
  });
  /** A model that is gone is chosen no longer. */
  const chosen = computed({
    get: () => names.value.find((name) => name === wanted.value) ?? names.value[0],
    set: (name) => (wanted.value = name),
  });
  /** What to ask the API for; the default needs no name. */
  const asked = computed(() => (chosen.value === usual.value ? undefined : chosen.value));

  /** Looks again which there are; what was known stays where that cannot be told. */
  async function refresh(): Promise<void> {
    asking.abort();
    const mine = (asking = new AbortController());
    const found = await list(mine.signal).catch(() => models.value);
    if (!mine.signal.aborted) models.value = found;
  }

  /** In the order of the model's classes; absent where they are not known. */
  function labelsOf({ name, version }: ServedModel): string[] | undefined {
    return models.value.find((model) => model.name === name && model.version === version)?.labels;
  }

  onScopeDispose(() => asking.abort());
  return { names, chosen, asked, refresh, labelsOf };
}
