import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { words } from './language.mjs';
import { socketFolder } from './lock.mjs';
import { withoutPassword } from './redis-address.mjs';
import { askRedis, waitForRedis } from './redis-link.mjs';

/** Milliseconds that somebody's Redis has to answer. */
const PATIENCE = 5_000;

/** @throws Failure when the Redis that REDIS_URL names does not answer */
export async function requireRedis(url, signal) {
  try {
    await waitForRedis(url, { patience: PATIENCE, signal });
  } catch (error) {
    signal.throwIfAborted();
    const where = `${withoutPassword(url)} (${error.code ?? error.message})`;
    throw new Failure(
      words(
        `Redis no responde en ${where}: arráncalo o corrige REDIS_URL; sin ella, Lince arranca el suyo.`,
        `Redis does not answer at ${where}: start it or correct REDIS_URL; without it, Lince starts its own.`,
      ),
    );
  }
}

/** Where a data folder's own Redis is reached. */
const addressIn = (dataFolder) => `unix://${join(socketFolder(dataFolder), 'redis')}`;

/** The address of a data folder's own Redis where it runs; null where it does not. */
export async function ownRedis(dataFolder) {
  if (!existsSync(dataFolder)) return null;
  const url = addressIn(dataFolder);
  return askRedis(url, 'PING').then(
    () => url,
    () => null,
  );
}

/**
 * Starts the Redis that is this data folder's own: on a Unix socket that is its user's alone, every change appended to
 * a file below `<dataFolder>/redis`, nothing ever evicted. One that a killed supervisor left running hands over first.
 * @param server what `findRedisServer` found
 * @param limits.fsync when a change is on disk: `always` before it is acknowledged, or `everysec`
 * @param limits.memory bytes that its data may take: beyond them it refuses, instead of taking the machine's last
 * @param supervise as in processes.mjs
 * @returns its address, and what `supervise` returns
 */
export async function startRedis(server, dataFolder, { fsync, memory }, supervise) {
  const sockets = socketFolder(dataFolder);
  const socket = join(sockets, 'redis');
  const url = addressIn(dataFolder);
  await shutDown(url);
  const folder = join(dataFolder, 'redis');
  mkdirSync(folder, { recursive: true });
  const options = {
    port: '0',
    unixsocket: socket,
    unixsocketperm: '700',
    dir: folder,
    daemonize: 'no',
    appendonly: 'yes',
    appendfsync: fsync,
    // While the file is written anew, too: what was acknowledged must be on disk then as well.
    'no-appendfsync-on-rewrite': 'no',
    maxmemory: String(memory),
    save: '',
    'maxmemory-policy': 'noeviction',
    // The file holds commands alone, which any Redis or Valkey reads: another may be found at the next start.
    'aof-use-rdb-preamble': 'no',
  };
  const redis = supervise({
    name: 'redis',
    command: [server.path, ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])],
    quiet: true,
    whenUp: (_child, over) => waitForRedis(url, { signal: over }),
    explain: (lines) => refusal(server, folder, lines),
  });
  const stop = async (deadline) => {
    await redis.stop(deadline);
    rmSync(sockets, { recursive: true, force: true });
  };
  return { url, up: redis.up, stop };
}

/** Ends a Redis that nobody supervises any more, so that its data is all on disk. */
async function shutDown(url) {
  const reply = await askRedis(url, 'SHUTDOWN').catch(({ code }) => {
    if (code !== 'ENOENT' && code !== 'ECONNREFUSED') throw new Error(`${url}: ${code}`);
    return '';
  });
  if (reply) throw new Failure(`${url}: ${reply}`);
}

/** The sentence for a Redis that would not start: what it said last, and what helps. */
function refusal({ name }, folder, lines) {
  const said = lines.findLast((line) => /fatal|error|can't|failed|format/i.test(line)) ?? lines.at(-1) ?? '';
  const reason = said.replace(/^.*? [#*] /, '').replace(/[.\s]+$/, '');
  return words(
    `${name} no arranca en ${folder} (${reason}): pon en el PATH el que escribió ahí, o cambia LINCE_DATA_DIR.`,
    `${name} does not start in ${folder} (${reason}): put the one that wrote there on the PATH, or set LINCE_DATA_DIR.`,
  );
}
