import { startBuilt } from './built.mjs';
import { takeDataFolder } from './data-folder.mjs';
import { Failure } from './failure.mjs';
import { installAndBuild } from './install.mjs';
import { requirePlatform } from './platform.mjs';
import { supervise } from './processes.mjs';
import { findRedisServer } from './redis-server.mjs';
import { ownRedis, startRedis } from './redis.mjs';
import { childEnvironment, readSettings } from './settings.mjs';

/** Milliseconds that a Redis which was started for this alone may take to end. */
const PATIENCE = 5_000;

const stopping = new AbortController();
const { signal } = stopping;
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopping.abort(new Failure(name)));

/**
 * Does something with the Redis that keeps the keys: the one of the settings, the one of a Lince that runs from the same data
 * folder, or the folder's own, which is started for as long as that takes.
 */
async function withRedis(settings, act) {
  const { dataFolder, redis, redisUrl } = settings;
  const running = redisUrl ?? (await ownRedis(dataFolder));
  if (running) return act(running);
  await takeDataFolder(dataFolder);
  const own = await startRedis(await findRedisServer(signal), dataFolder, redis, (options) =>
    supervise({ ...options, env: process.env, onFatal: (failure) => stopping.abort(failure) }),
  );
  try {
    await own.up;
    return await act(own.url);
  } finally {
    await own.stop(Date.now() + PATIENCE);
  }
}

const run = (settings, redisUrl) =>
  startBuilt('apps/api/src/keys/main.js', { env: childEnvironment(settings, redisUrl) }).ended;

try {
  requirePlatform();
  const settings = readSettings();
  await installAndBuild(signal);
  process.exitCode = await withRedis(settings, (url) => run(settings, url));
} catch (error) {
  const shown = signal.aborted ? signal.reason : error;
  console.error(shown instanceof Failure ? shown.message : shown);
  process.exitCode = 1;
}
