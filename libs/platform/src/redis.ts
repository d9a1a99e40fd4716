import { CodedError, type ErrorCode } from '#contract';
import type { Logger } from '@nestjs/common';
import { Redis, ReplyError, type RedisOptions } from 'ioredis';
import { backOff } from './back-off.js';
import { SettingError } from './setting.js';
import { parseRedisUrl, placesOf } from './redis-address.js';
import { wayTo } from './way-to-master.js';

export type { Redis };

/** Milliseconds after which a command of a producer is given up. */
const COMMAND_TIMEOUT = 5_000;

/** Milliseconds after which a consumer's connection over which nothing is answered is given up: BullMQ asks for 10 s. */
const SILENCE = 12_000;

/** Milliseconds between two looks whether somebody is still there where a consumer has nothing to ask. */
const GLANCE = 5_000;

/** Milliseconds of nothing heard after which the system looks whether a host is still there. */
const KEEP_ALIVE = 5_000;

/** Milliseconds that Redis may take to answer at first. */
const FIRST_ANSWER = 10_000;

/**
 * - `producer`: somebody waits for the answer, so a command fails at once while Redis is away.
 * - `consumer`: nobody waits; commands are kept until Redis is back, and it is tried for ever.
 */
export type RedisPolicy = 'producer' | 'consumer';

/** What a server answers that is not the master, or not any more: another one is to be looked for. */
const NOT_MASTER = /^(READONLY|MOVED|ASK|CLUSTERDOWN|MASTERDOWN|UNBLOCKED)\b/;

/** What is done with a command that was answered so, as ioredis has it: it is refused, or sent to the master. */
const REFUSED = 1;
const SENT_AGAIN = 2;

const policies = {
  producer: {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: COMMAND_TIMEOUT,
    socketTimeout: COMMAND_TIMEOUT,
    reconnectOnError: ({ message }) => NOT_MASTER.test(message) && REFUSED,
  },
  consumer: {
    maxRetriesPerRequest: null,
    socketTimeout: SILENCE,
    reconnectOnError: ({ message }) => NOT_MASTER.test(message) && SENT_AGAIN,
  },
} satisfies Record<RedisPolicy, RedisOptions>;

/**
 * Opens a connection to the master; it reconnects by itself, to whoever is master then, backing off to 2 s, and logs each
 * outage once.
 * @param url as {@link parseRedisUrl} has it
 * @param name begins with the hash tag of all keys that will be asked for; a Cluster has them in one place
 */
export function connectRedis(url: string, policy: RedisPolicy, logger: Logger, name = '{lince}'): Redis {
  const address = parseRedisUrl(url)!;
  const options = {
    ...policies[policy],
    connectTimeout: 5_000,
    disconnectTimeout: 1_000,
    keepAlive: KEEP_ALIVE,
    disableClientInfo: true, // Not every server knows it, nor may every user say it.
    retryStrategy: backOff,
  };
  const redis =
    address.kind === 'server' ? new Redis(address.url, options) : new Redis({ ...options, ...wayTo(address, name) });
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away) logger.warn(`Redis does not answer: ${error.message || error.name}`);
    away = true;
  });
  redis.on('ready', () => {
    if (away) logger.log('Redis answers again');
    away = false;
  });
  if (policy === 'consumer') glanceNowAndThen(redis);
  return redis;
}

/** Who only listens notices no silence: what it asks now and then does. */
function glanceNowAndThen(redis: Redis): void {
  const timer = setInterval(() => {
    if (redis.status === 'ready') redis.ping().catch(() => undefined);
  }, GLANCE).unref();
  redis.once('end', () => clearInterval(timer));
}

/** What no waiting helps against: a password or a certificate, or a server that is not what its address says. */
const HOPELESS = /WRONGPASS|NOAUTH|NOPERM|certificate|cluster support disabled/i;

/**
 * Waits for a connection's first answer.
 * @throws Error with a sentence for a person when there is none in time; SettingError where there will be none
 */
export async function redisAnswers(redis: Redis, url: string): Promise<void> {
  if (redis.status === 'ready') return;
  const where = placesOf(parseRedisUrl(url)!);
  await new Promise<void>((resolve, reject) => {
    let reason = '';
    const sentence = (): string =>
      `Redis no responde en ${where}${reason}; revisa REDIS_URL. / Redis does not answer at ${where}${reason}; check REDIS_URL.`;
    const timer = setTimeout(() => reject(new Error(sentence())), FIRST_ANSWER);
    redis.on('error', ({ message }: Error) => {
      reason = ` (${message})`;
      if (HOPELESS.test(message)) reject(new SettingError(sentence()));
    });
    redis.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Ends a connection after what was sent over it is answered; at once where Redis is away. */
export async function closeRedis(redis: Redis): Promise<void> {
  if (redis.status === 'ready') await redis.quit().catch(() => undefined);
  redis.disconnect(); // Sentinels that are listened to, too.
}

/** What Redis answers while it cannot serve, for reasons of its own; any other reply is a fault of ours. */
const CANNOT_SERVE =
  /^(OOM|LOADING|READONLY|MASTERDOWN|CLUSTERDOWN|MOVED|ASK|TRYAGAIN|UNBLOCKED|EXECABORT|MISCONF|BUSY|NOREPLICAS|NOAUTH)/;

/** What our scripts answer when something cannot come in; see record-scripts.ts. */
const NO_ROOM: Record<string, ErrorCode> = { FULL: 'overloaded', YOURS: 'too_many_waiting' };

/**
 * What a failed call to Redis means to a client.
 * @throws CodedError `overloaded` or `too_many_waiting` where a script of ours found no room; `queue_unavailable`, with the
 *   call's own error as its cause; that error itself if it is our fault
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
