import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { digestOf, type AccessKey } from './access-key.js';
import type { Keys } from './keys.js';
import { unavailable } from './redis.js';

/**
 * The sessions of browsers that have signed in with a key. What a browser holds is a token of its own, of 256 random bits,
 * and Redis knows that by its digest alone; it stands for a key, which is known by its own.
 * Every method throws CodedError `queue_unavailable` when Redis does not answer.
 */
export class Sessions {
  /** @param ttl milliseconds that a session lasts */
  constructor(
    private readonly redis: Redis,
    private readonly keys: Keys,
    readonly ttl: number,
  ) {}

  /** @returns the token that the browser is to show */
  async open({ digest }: AccessKey): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.redis.set(this.at(token), digest, 'PX', this.ttl).catch(unavailable);
    return token;
  }

  /** @returns the digest of the key that a token stands for; null where it stands for none (any more) */
  async find(token: string): Promise<string | null> {
    return this.redis.get(this.at(token)).catch(unavailable);
  }

  async close(token: string): Promise<void> {
    await this.redis.del(this.at(token)).catch(unavailable);
  }

  private at(token: string): string {
    return this.keys.session(digestOf(token));
  }
}
