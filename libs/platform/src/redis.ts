import { CodedError, type ErrorCode } from '#contract';
import type { Logger } from '@nestjs/common';
import { Redis, ReplyError, type RedisOptions } from 'ioredis';

export type { Redis };

/** Milliseconds after which a command of a producer is given up. */
const COMMAND_TIMEOUT = 5_000;

/** Milliseconds that Redis may take to answer at first. */
const FIRST_ANSWER = 10_000;

/**
 * - `producer`: somebody waits for the answer, so a command fails at once while Redis is away.
 * - `consumer`: nobody waits; commands are kept until Redis is back, and it is tried for ever.
 */
export type RedisPolicy = 'producer' | 'consumer';

const policies = {
  producer: { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: COMMAND_TIMEOUT },
  consumer: { maxRetriesPerRequest: null },
} satisfies Record<RedisPolicy, RedisOptions>;

/**
 * Opens a connection; it reconnects by itself, backing off to 2 s, and logs each outage once.
 * @param url `redis://`, `rediss://` or `unix:///path/to/socket`
 */
export function connectRedis(url: string, policy: RedisPolicy, logger: Logger): Redis {
  const options = {
    ...policies[policy],
    connectTimeout: 5_000,
    retryStrategy: (times: number) => Math.min(100 * 2 ** Math.min(times, 5), 2_000),
  };
  const { protocol, pathname } = new URL(url);
  const redis =
    protocol === 'unix:' ? new Redis({ ...options, path: decodeURIComponent(pathname) }) : new Redis(url, options);
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away) logger.warn(`Redis does not answer: ${error.message || error.name}`);
    away = true;
  });
  redis.on('ready', () => {
    if (away) logger.log('Redis answers again');
    away = false;
  });
  return redis;
}

/**
 * Waits for a connection's first answer.
 * @throws Error with a sentence for a person when there is none in time
 */
export async function redisAnswers(redis: Redis, url: string): Promise<void> {
  if (redis.status === 'ready') return;
  const { host, pathname, protocol } = new URL(url);
  const where = protocol === 'unix:' ? pathname : host;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(
      () =>
        reject(
          new Error(
            `Redis no responde en ${where}; revisa REDIS_URL. / Redis does not answer at ${where}; check REDIS_URL.`,
          ),
        ),
      FIRST_ANSWER,
    );
    redis.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Ends a connection after what was sent over it is answered; at once where Redis is away. */
export async function closeRedis(redis: Redis): Promise<void> {
  if (redis.status === 'ready') await redis.quit().catch(() => redis.disconnect());
  else redis.disconnect();
}

/** What Redis answers while it cannot serve, for reasons of its own; any other reply is a fault of ours. */
const CANNOT_SERVE = /^(OOM|LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|MISCONF|BUSY|NOREPLICAS|NOAUTH)/;

/** What our scripts answer when something cannot come in; see record-scripts.ts. */
const NO_ROOM: Record<string, ErrorCode> = { FULL: 'overloaded', YOURS: 'too_many_waiting' };

/**
 * What a failed call to Redis means to a client.
 * @throws CodedError `overloaded` or `too_many_waiting` where a script of ours found no room; `queue_unavailable`, with the call's own error as its
 *   cause; that error itself if it is our fault
 */
export function unavailable(cause: unknown): never {
  // Of a transaction that is called off, the first thing that could not be done is the reason.
  const reason = (cause as { previousErrors?: Error[] }).previousErrors?.[0] ?? cause;
  if (reason instanceof ReplyError) {
    const { message } = reason as Error;
    const code = NO_ROOM[message.split(' ', 1)[0]!];
    if (code) throw new CodedError(code, { cause: reason });
    if (!CANNOT_SERVE.test(message)) throw reason;
  }
  throw new CodedError('queue_unavailable', { cause: reason });
}
