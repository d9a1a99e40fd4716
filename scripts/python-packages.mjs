import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { onPath, run } from './command.mjs';
import { Failure } from './failure.mjs';
import { words } from './language.mjs';
import { step } from './terminal.mjs';

/** What the Python programs of the guides import. */
const PACKAGES = ['requests==2.32.5', 'python-socketio[client]==5.14.3'];

const VERSION = 'import sys; print(*sys.version_info[:2], sep=".", end="")';

/**
 * Gets the Python packages of the guides' programs: with pip, once, into a folder of their own, where no Python on the machine
 * sees them that is not told to (PYTHONPATH).
 * @returns the folder
 * @throws Failure with the remedy when they are not to be had
 */
export async function pythonPackages(signal) {
  const python = onPath('python3');
  try {
    if (!python) throw new Error('python3');
    const version = await run([python, '-c', VERSION], { signal });
    const named = PACKAGES.map((each) => each.replace(/\[.*\]/, '').replace('==', '-')).join('-');
    const folder = join(cacheFolder(), `python-${version}-${named}`);
    if (!existsSync(folder)) await install(python, folder, signal);
    return folder;
  } catch (error) {
    signal.throwIfAborted();
    throw new Failure(
      words(
        `Las pruebas de las guías necesitan python3 con pip (${error.message.split('\n').at(-1)}): instálalos.`,
        `The tests of the guides need python3 with pip (${error.message.split('\n').at(-1)}): install them.`,
      ),
    );
  }
}

/** Whole or not at all. */
async function install(python, folder, signal) {
  const part = mkdtempSync(`${folder}-`);
  try {
    await step(words('Instalando paquetes de Python (pip)', 'Installing Python packages (pip)'), () =>
      run(
        [python, '-m', 'pip', 'install', '--quiet', '--no-compile', '--target', join(part, 'packages'), ...PACKAGES],
        {
          signal,
        },
      ),
    );
    renameSync(join(part, 'packages'), folder);
  } catch (error) {
    // Another may have been faster.
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
}
