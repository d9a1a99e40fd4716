import { randomBytes } from 'node:crypto';
import type { Redis } from 'ioredis';
import { digestOf, type AccessKey } from './access-key.js';
import type { Keys } from './keys.js';
import { unavailable } from './redis.js';

/** A browser's session stands for a key as long as that is the same key. */
export type SessionOf = Pick<AccessKey, 'name' | 'digest'>;

/**
 * The sessions of browsers that have signed in with a key. What a browser holds is a token of its own, of 256 random bits,
 * and Redis knows that by its digest alone.
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
  async open({ name, digest }: SessionOf): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const session: SessionOf = { name, digest };
    await this.redis.set(this.at(token), JSON.stringify(session), 'PX', this.ttl).catch(unavailable);
    return token;
  }

  /** @returns null for a token that stands for nothing (any more) */
  async find(token: string): Promise<SessionOf | null> {
    const text = await this.redis.get(this.at(token)).catch(unavailable);
    return text === null ? null : (JSON.parse(text) as SessionOf);
  }

  async close(token: string): Promise<void> {
    await this.redis.del(this.at(token)).catch(unavailable);
  }

  private at(token: string): string {
    return this.keys.session(digestOf(token));
  }
}
