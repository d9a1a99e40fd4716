import type { Redis } from 'ioredis';
import type { Keys } from './keys.js';
import { unavailable } from './redis.js';

/** How much waits, and how it goes on. */
export interface Load {
  /** Pictures without an outcome, and the bytes of their uploads. */
  pictures: number;
  bytes: number;
  /** Outcomes written, ever. */
  done: number;
  /** Bytes of memory that Redis may have, Infinity where there is no limit; and the share of them that is in use. */
  most: number;
  memory: number;
}

/** @throws CodedError `queue_unavailable` */
export async function readLoad(redis: Redis, keys: Keys): Promise<Load> {
  const [counts, open, memory] = await Promise.all([
    redis.hmget(keys.load, 'pictures', 'bytes', 'done').catch(unavailable),
    redis.exists(keys.open).catch(unavailable),
    readMemory(redis),
  ]);
  const [pictures, bytes, done] = counts.map((count) => Math.max(0, Number(count ?? 0)));
  // Versions of before there was a load count neither in nor out: when nothing waits, that is certain.
  return { pictures: open ? pictures! : 0, bytes: open ? bytes! : 0, done: done!, ...memory };
}

/** @throws CodedError `queue_unavailable` */
export async function readMemory(redis: Redis): Promise<Pick<Load, 'most' | 'memory'>> {
  const info = await redis.info('memory').catch(unavailable);
  const value = (name: string): number => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1] ?? 0);
  const most = value('maxmemory') || Infinity;
  return { most, memory: value('used_memory') / most };
}
