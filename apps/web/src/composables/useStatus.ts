import { useDocumentVisibility, useIntervalFn } from '@vueuse/core';
import { onScopeDispose, shallowRef, watch } from 'vue';
import type { Status } from '#contract';

/** Milliseconds between two looks. */
const EVERY = 4_000;

/** Milliseconds after which one is given up. */
const PATIENCE = 3_000;

/** How the service fares, looked at again and again while the page is seen; null where that cannot be told. */
export function useStatus(read: (signal: AbortSignal) => Promise<Status>) {
  const status = shallowRef<Status | null>(null);
  const end = new AbortController();

  async function look(): Promise<void> {
    const now = await read(AbortSignal.any([end.signal, AbortSignal.timeout(PATIENCE)])).catch(() => null);
    if (!end.signal.aborted) status.value = now;
  }

  const { pause, resume } = useIntervalFn(look, EVERY, { immediateCallback: true });
  const visibility = useDocumentVisibility();
  watch(visibility, (now) => (now === 'visible' ? resume() : pause()));
  onScopeDispose(() => end.abort());
  return { status };
}
