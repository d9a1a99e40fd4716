import { onScopeDispose, shallowRef } from 'vue';
import type { Limits, Session } from '#contract';
import { failureOf, type Failure } from '../api/failure.js';

/** What a session needs of the API. */
export interface SessionApi {
  read: (signal: AbortSignal) => Promise<Session>;
  open: (key: string, signal: AbortSignal) => Promise<Session>;
  close: (signal: AbortSignal) => Promise<void>;
  limits: (signal: AbortSignal) => Promise<Limits>;
}

/** Whether this browser is let in; unknown at first. */
export type Access = { state: 'unknown' } | { state: 'out' } | ({ state: 'in' } & Pick<Session, 'name' | 'scope'>);

/** Who this browser is to the service: signed in with a key, or not, or without need for one. */
export function useSession(api: SessionApi) {
  const access = shallowRef<Access>({ state: 'unknown' });
  const limits = shallowRef<Limits | null>(null);
  const failure = shallowRef<Failure | null>(null);
  const end = new AbortController();
  onScopeDispose(() => end.abort());

  async function take({ name, scope }: Session): Promise<void> {
    failure.value = null;
    access.value = scope === null ? { state: 'out' } : { state: 'in', name, scope };
    if (scope !== null) limits.value = await api.limits(end.signal).catch(() => limits.value);
  }

  /** Looks who the service takes this browser for. Where it does not answer, the page says so when it is used. */
  async function look(): Promise<void> {
    const unheard: Session = { name: null, scope: 'predict', keys: false };
    const isKnown = access.value.state !== 'unknown';
    const session = await api.read(end.signal).catch(() => (isKnown ? null : unheard));
    if (session && !end.signal.aborted) await take(session);
  }

  async function signIn(key: string): Promise<void> {
    failure.value = null;
    try {
      await take(await api.open(key, end.signal));
    } catch (error) {
      failure.value = failureOf(error);
    }
  }

  async function signOut(): Promise<void> {
    await api.close(end.signal).catch(() => undefined);
    await look();
  }

  return { access, limits, failure, look, signIn, signOut };
}
