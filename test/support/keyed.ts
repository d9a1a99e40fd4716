import { randomBytes } from 'node:crypto';
import { closeRedis, connectRedis, digestOf, keysUnder, KeyStore, type AccessKey } from '#platform';
import { quiet } from './quiet.js';

/** The keys of a Lince that runs on a Redis, as the command line changes them. */
export interface Locksmith {
  store: KeyStore;
  /** Makes a key, and returns it. */
  add: (name: string, more?: Partial<AccessKey>) => Promise<string>;
  close: () => Promise<void>;
}

export function locksmith(url: string): Locksmith {
  const redis = connectRedis(url, 'consumer', quiet);
  const store = new KeyStore(redis, keysUnder('lince'));
  return {
    store,
    add: async (name, more = {}) => {
      const key = randomBytes(24).toString('base64url');
      await store.add({ name, digest: digestOf(key), scope: 'predict', rate: null, quota: null, ...more });
      return key;
    },
    close: () => closeRedis(redis),
  };
}

/** The header that shows a key. */
export const showing = (key: string): Record<string, string> => ({ Authorization: `Bearer ${key}` });
