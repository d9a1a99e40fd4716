import { randomBytes } from 'node:crypto';
import type { Session } from '#contract';
import { closeRedis, connectRedis, digestOf, keysUnder, KeyStore, type AccessKey } from '#platform';
import type { Lince } from './lince.js';
import { quiet } from './quiet.js';
import { until } from './until.js';

/** The keys of a Lince, as the command line changes them. */
export interface Locksmith {
  store: KeyStore;
  /** Makes a key, and returns it when every API process knows it. */
  add: (name: string, more?: Partial<AccessKey>) => Promise<string>;
  /** Revokes a key that was made here; every API process has heard so when this resolves. */
  revoke: (name: string) => Promise<void>;
  close: () => Promise<void>;
}

export function locksmith({ redis: { url }, apiUrls }: Lince): Locksmith {
  const redis = connectRedis(url, 'consumer', quiet);
  const store = new KeyStore(redis, keysUnder('lince'));
  const made = new Map<string, string>();
  /** Waits until all of them take a key for that of `name`; null for nobody's. */
  const known = async (key: string, name: string | null): Promise<void> => {
    for (const apiUrl of apiUrls) {
      await until(async () => {
        const response = await fetch(`${apiUrl}/v1/session`, { headers: showing(key) });
        return ((await response.json()) as Session).name === name;
      });
    }
  };
  return {
    store,
    add: async (name, more = {}) => {
      const key = randomBytes(24).toString('base64url');
      made.set(name, key);
      await store.add({ name, digest: digestOf(key), scope: 'predict', rate: null, quota: null, ...more });
      await known(key, name);
      return key;
    },
    revoke: async (name) => {
      await store.revoke(name);
      await known(made.get(name)!, null);
    },
    close: () => closeRedis(redis),
  };
}

/** The header that shows a key. */
export const showing = (key: string): Record<string, string> => ({ Authorization: `Bearer ${key}` });
