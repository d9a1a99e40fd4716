import { constants } from 'node:os';
import { takeDataFolder } from './data-folder.mjs';
import { startingEngine, tryNative } from './engine.mjs';
import { Failure } from './failure.mjs';
import { installAndBuild } from './install.mjs';
import { words } from './language.mjs';
import { Lince } from './lince.mjs';
import { requireModel } from './model.mjs';
import { requirePlatform } from './platform.mjs';
import { requireFreePorts } from './ports.mjs';
import { table, waitUntilReady } from './ready.mjs';
import { findRedisServer } from './redis-server.mjs';
import { requireRedis } from './redis.mjs';
import { readSettings } from './settings.mjs';
import { say } from './terminal.mjs';

/** Milliseconds between two looks at whether the npm that started us is still there. */
const GLANCE = 500;

/** Aborted once, with the reason: a signal's name, or the error that Lince cannot go on with. */
const ending = new AbortController();
const { signal } = ending;
let lince = null;

/** From a fresh clone to the table of addresses; what can be known to fail fails before anything is started. */
async function start() {
  requirePlatform();
  const settings = readSettings();
  await takeDataFolder(settings.dataFolder);
  await requireFreePorts(settings, signal);
  requireModel(settings);
  const server = settings.redisUrl ? await requireRedis(settings.redisUrl, signal) : await findRedisServer(signal);
  await installAndBuild(signal);
  const engine = await startingEngine(settings.engine, signal);

  lince = new Lince(settings, server, ending);
  await lince.openRedis();
  await lince.openPage();
  await lince.openApiAndWorkers(engine);
  await waitUntilReady(settings.apiUrl, signal);
  say(table(settings, engine, server));
  if (settings.engine === 'auto' && engine === 'wasm') await tryNative(signal, exchangeWorkers);
}

async function exchangeWorkers() {
  await lince.exchangeWorkers('native');
  say(words('Los procesos usan ya TensorFlow nativo.', 'The workers use native TensorFlow now.'));
}

/** Stops what runs, says why when nobody asked for it, and ends this process. */
async function end(starting) {
  const asked = constants.signals[signal.reason];
  if (asked && lince) say(words('Parando…', 'Stopping…'));
  await lince?.stop();
  await starting.catch(() => undefined);
  if (asked) process.exit(lince ? 0 : 128 + asked);
  console.error(signal.reason instanceof Failure ? signal.reason.message : signal.reason);
  process.exit(1);
}

const stop = (reason) => ending.abort(reason);
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, stop);
// The shell between npm and us may die of a signal without passing it on: then our parent is another.
const parent = process.ppid;
if (process.env.npm_lifecycle_event === 'start') {
  setInterval(() => process.ppid === parent || stop('SIGHUP'), GLANCE).unref();
}
const starting = start();
signal.addEventListener('abort', () => end(starting));
starting.catch(stop);
