import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { words } from './language.mjs';
import { withoutPassword } from './redis-address.mjs';

/** Milliseconds until a start that does not end in an answered picture is given up. */
const PATIENCE = 180_000;

/**
 * Waits until the API says that a picture of its own has gone through the whole chain.
 * @throws Failure when it never does
 */
export async function waitUntilReady(apiUrl, signal) {
  const since = Date.now();
  while (!(await isReady(apiUrl, signal))) {
    if (Date.now() - since > PATIENCE) throw neverReady();
    await sleep(100, null, { signal });
  }
}

async function isReady(apiUrl, signal) {
  try {
    const patience = AbortSignal.timeout(5_000);
    return (await fetch(`${apiUrl}/health/ready`, { signal: AbortSignal.any([signal, patience]) })).ok;
  } catch {
    return false;
  }
}

function neverReady() {
  const seconds = PATIENCE / 1_000;
  return new Failure(
    words(
      `Lince no está listo tras ${seconds} s: mira las líneas de arriba (LINCE_LOG_LEVEL=debug dice más).`,
      `Lince is not ready after ${seconds} s: see the lines above (LINCE_LOG_LEVEL=debug says more).`,
    ),
  );
}

/** The short table of where things are. @param server the Redis that Lince started, if it did */
export function table({ webUrl, apiUrl, dataFolder, workers, redisUrl }, engine, server) {
  const rows = [
    [words('página', 'page'), webUrl],
    ['API', apiUrl],
    [words('datos', 'data'), dataFolder],
    [words('motor', 'engine'), { native: 'TensorFlow (native)', wasm: 'TensorFlow.js (WebAssembly)' }[engine]],
    [words('procesos', 'workers'), workers],
    ['Redis', server ? `${server.name} (${words('propio', 'its own')})` : withoutPassword(redisUrl)],
  ];
  return ['', ...rows.map(([name, value]) => `  ${name.padEnd(10)}${value}`), ''].join('\n');
}
