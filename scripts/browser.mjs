import { join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { onPath, run } from './command.mjs';
import { Failure } from './failure.mjs';
import { words } from './language.mjs';
import { step } from './terminal.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Finds a Chromium for the tests, or gets one: that of CHROMIUM_PATH, one on the PATH, else by apt-get where we are
 * root, else the browser driver's own, kept in the cache folder.
 * @returns its path
 * @throws Failure with the remedy when none is to be had
 */
export async function findBrowser(signal) {
  const { CHROMIUM_PATH } = process.env;
  const ways = CHROMIUM_PATH ? [() => CHROMIUM_PATH] : [...NAMES.map((name) => () => onPath(name)), byApt, byDriver];
  for (const way of ways) {
    try {
      const path = await way(signal);
      if (path) {
        await run([path, '--version'], { signal });
        return path;
      }
    } catch {
      // One that does not run, or cannot be had this way.
      signal.throwIfAborted();
    }
  }
  throw new Failure(
    words(
      'Las pruebas de la página necesitan Chromium: instálalo, o di dónde está con CHROMIUM_PATH.',
      'The tests of the page need Chromium: install it, or say where it is with CHROMIUM_PATH.',
    ),
  );
}

async function byApt(signal) {
  const apt = onPath('apt-get');
  if (!apt || process.getuid() !== 0) return null;
  const options = { signal, env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await step(words('Instalando Chromium (apt-get)', 'Installing Chromium (apt-get)'), async () => {
    await run([apt, 'update'], options);
    await run([apt, 'install', '-y', '--no-install-recommends', 'chromium'], options);
  });
  return onPath('chromium');
}

async function byDriver(signal) {
  const options = { signal, env: { PLAYWRIGHT_BROWSERS_PATH: join(cacheFolder(), 'browsers') } };
  const where = `process.stdout.write(require('playwright-core').chromium.executablePath())`;
  await step(words('Descargando Chromium', 'Fetching Chromium'), () =>
    run([process.execPath, 'node_modules/playwright-core/cli.js', 'install', 'chromium'], options),
  );
  return run([process.execPath, '-e', where], options);
}
