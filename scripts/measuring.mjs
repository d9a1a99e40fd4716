import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareEngine, startingEngine } from './engine.mjs';
import { Failure } from './failure.mjs';
import { installAndBuild } from './install.mjs';
import { requirePlatform } from './platform.mjs';
import { findRedisServer } from './redis-server.mjs';
import { readSettings } from './settings.mjs';

/**
 * Gets in place what it takes to run and measure the built service, and does a piece of work with it, in this process;
 * a signal aborts that, and it is waited for all the same, because it has processes to stop.
 * @param work takes the settings, the engine's name, the Redis server to run, a folder that is gone afterwards, and
 *   the signal
 */
export async function measuring(work) {
  const stopping = new AbortController();
  const { signal } = stopping;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => stopping.abort(new Failure(name)));
  const folder = mkdtempSync(join(tmpdir(), 'lince-bench-'));
  try {
    requirePlatform();
    const settings = readSettings();
    await installAndBuild(signal);
    await prepareEngine(settings.engine, signal);
    const engine = await startingEngine(settings.engine, signal);
    const { path, name } = await findRedisServer(signal);
    await work({ settings, engine, redisServer: { path, name }, folder, signal });
  } catch (error) {
    const shown = signal.aborted ? signal.reason : error;
    console.error(shown instanceof Failure ? shown.message : shown);
    process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
