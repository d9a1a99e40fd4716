import type { Redis } from 'ioredis';
import type { AccessKey } from './access-key.js';
import type { Keys } from './keys.js';
import { unavailable } from './redis.js';

/** A key in the store, and when it came there. */
export interface StoredKey extends AccessKey {
  /** ISO 8601. */
  created: string;
}

/**
 * The access keys that are kept in Redis, for all API processes. Each change is announced.
 * Every method throws CodedError `queue_unavailable` when Redis does not answer.
 */
export class KeyStore {
  constructor(
    private readonly redis: Redis,
    private readonly keys: Keys,
  ) {}

  /** By name. */
  async all(): Promise<StoredKey[]> {
    const stored = await this.redis.hgetall(this.keys.accessKeys).catch(unavailable);
    return Object.values(stored)
      .map((text) => JSON.parse(text) as StoredKey)
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** @returns whether there was none of that name */
  async add(key: AccessKey): Promise<boolean> {
    const added = await this.redis.hsetnx(this.keys.accessKeys, key.name, asText(key)).catch(unavailable);
    await this.announce();
    return added === 1;
  }

  /** Puts a key in the place of the one of the same name. */
  async replace(key: AccessKey): Promise<void> {
    await this.redis.hset(this.keys.accessKeys, key.name, asText(key)).catch(unavailable);
    await this.announce();
  }

  /** @returns whether there was one of that name */
  async revoke(name: string): Promise<boolean> {
    const revoked = await this.redis.hdel(this.keys.accessKeys, name).catch(unavailable);
    await this.announce();
    return revoked === 1;
  }

  private async announce(): Promise<void> {
    await this.redis.publish(this.keys.accessChanges, '').catch(unavailable);
  }
}

const asText = (key: AccessKey): string => {
  const stored: StoredKey = { ...key, created: new Date().toISOString() };
  return JSON.stringify(stored);
};
