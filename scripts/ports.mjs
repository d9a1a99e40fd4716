import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { words } from './language.mjs';

/** Milliseconds given to what a killed Lince left behind, which ends by itself, to leave its port. */
const PATIENCE = 2_000;

/** @throws Failure naming the setting to change when one of our ports cannot be listened on */
export async function requireFreePorts({ host, apiPort, webPort }, signal) {
  await requireFree(host, apiPort, 'LINCE_API_PORT', signal);
  await requireFree(host, webPort, 'LINCE_WEB_PORT', signal);
}

async function requireFree(host, port, variable, signal) {
  const since = Date.now();
  let code;
  while ((code = await listenError(host, port))) {
    if (code === 'EADDRINUSE' && Date.now() - since < PATIENCE) await sleep(100, null, { signal });
    else throw notToBeHad(host, port, variable, code);
  }
}

/** The code of the error that listening there gives, or null when it works. */
function listenError(host, port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code }) => resolve(code));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

function notToBeHad(host, port, variable, code) {
  if (code === 'EADDRINUSE') {
    return new Failure(
      words(
        `El puerto ${port} de ${host} está ocupado: elige otro con ${variable}.`,
        `Port ${port} of ${host} is taken: choose another with ${variable}.`,
      ),
    );
  }
  const change = code === 'EACCES' ? variable : 'LINCE_HOST';
  return new Failure(
    words(
      `No se puede escuchar en ${host}:${port} (${code}): cambia ${change}.`,
      `Cannot listen on ${host}:${port} (${code}): change ${change}.`,
    ),
  );
}
