import { useDocumentVisibility, useIntervalFn } from '@vueuse/core';
import { onScopeDispose, shallowRef, watch } from 'vue';
import type { Status } from '#contract';

/** Milliseconds between two looks. */
const EVERY = 4_000;

/** How the service fares, looked at again and again while the page is seen; null where that cannot be told. */
export function useStatus(read: (signal: AbortSignal) => Promise<Status>) {
  const status = shallowRef<Status | null>(null);
  const end = new AbortController();

  async function look(): Promise<void> {
    const now = await read(end.signal).catch(() => null);
    if (!end.signal.aborted) status.value = now;
  }

  const { pause, resume } = useIntervalFn(look, EVERY, { immediateCallback: true });
  const visibility = useDocumentVisibility();
  watch(visibility, (now) => (now === 'visible' ? resume() : pause()));
  onScopeDispose(() => end.abort());
  return { status };
}
