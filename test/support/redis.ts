import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { Redis } from 'ioredis';
import { freePort, start, type Started } from './processes.js';
import { until } from './until.js';

export const SERVER = process.env.LINCE_TEST_REDIS ?? 'redis-server';

/** A Redis of a test's own, with its append-only file on. */
export interface TestRedis {
  url: string;
  /** Where its files lie. */
  folder: string;
  process: Started;
  /** Starts it again, after it was killed, where it was: same port, same data. */
  restart: () => Promise<void>;
  stop: () => Promise<void>;
}

/** What a Redis is to be besides. */
export interface RedisOptions {
  /** More of its configuration. */
  options?: Record<string, string>;
  env?: NodeJS.ProcessEnv;
}

// Past a limit on the size of files a write then fails, as on a full disk, where the signal would end the server.
const DEAF = `trap '' XFSZ; exec "$0" "$@"`;

/** Starts the server that `npm test` found or fetched; missing is an error. */
export async function startRedis({ options = {}, env = {} }: RedisOptions = {}): Promise<TestRedis> {
  const port = await freePort();
  const folder = await redisFolder();
  const run = (): Started => runRedis({ port: String(port), dir: folder, ...options }, env);
  const redis: TestRedis = {
    url: `redis://127.0.0.1:${port}`,
    folder,
    process: run(),
    restart: async () => {
      redis.process = run();
      await until(() => accepts(port));
    },
    stop: async () => {
      await redis.process.stop();
      await rm(folder, { recursive: true });
    },
  };
  await until(() => accepts(port));
  return redis;
}

/** A folder for the files of servers. */
export const redisFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'lince-redis-'));

/** Runs a server on loopback. @param options besides those that all have, as in its configuration file */
export function runRedis(options: Record<string, string>, env: NodeJS.ProcessEnv = {}): Started {
  const all = { bind: '127.0.0.1', appendonly: 'yes', save: '', 'repl-diskless-sync-delay': '0', ...options };
  const settings = Object.entries(all).flatMap(([name, value]) => [`--${name}`, value]);
  return start('sh', ['-c', DEAF, SERVER, ...settings], env);
}

/** Asks a server on loopback one thing. */
export async function askRedis(port: number, ...command: [string, ...string[]]): Promise<unknown> {
  const redis = new Redis({ port, host: '127.0.0.1', retryStrategy: null, commandTimeout: 1_000 });
  redis.on('error', () => undefined);
  try {
    return await redis.call(...command);
  } finally {
    redis.disconnect();
  }
}

/** Waits until a replica has what its master has, and hears of what comes. */
export const follows = (replica: number): Promise<boolean> =>
  until(async () => String(await askRedis(replica, 'INFO', 'replication')).includes('master_link_status:up'));

async function accepts(port: number): Promise<boolean> {
  const socket = createConnection(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } finally {
    socket.destroy();
  }
}
