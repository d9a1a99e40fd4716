import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { freePort, start, type Started } from './processes.js';
import { until } from './until.js';

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
  /** More arguments. */
  args?: string[];
  env?: NodeJS.ProcessEnv;
}

// Past a limit on the size of files a write then fails, as on a full disk, where the signal would end the server.
const DEAF = `trap '' XFSZ; exec "$0" "$@"`;

/** Starts the server that `npm test` found or fetched; missing is an error. */
export async function startRedis({ args = [], env = {} }: RedisOptions = {}): Promise<TestRedis> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'lince-redis-'));
  const server = process.env.LINCE_TEST_REDIS ?? 'redis-server';
  const own = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder, '--appendonly', 'yes', '--save', ''];
  const run = (): Started => start('sh', ['-c', DEAF, server, ...own, ...args], env);
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

async function accepts(port: number): Promise<boolean> {
  const socket = createConnection(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } finally {
    socket.destroy();
  }
}
