import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { onPath, run } from './command.mjs';
import { Failure } from './failure.mjs';
import { words } from './language.mjs';
import { step } from './terminal.mjs';

const SOURCE = 'test/support/stepped-clock.c';
const COMPILERS = ['cc', 'gcc', 'clang'];

/**
 * Makes the library that steps a process's clock in tests: small, and of our own, because libfaketime brings down a Redis
 * whose allocator is built in. With a C compiler on the PATH, else one by apt-get where we are root.
 * @returns its path
 * @throws Failure with the remedy when there is no compiler that works
 */
export async function makeFaketime(signal) {
  for (const way of [...COMPILERS.map((name) => () => onPath(name)), byApt]) {
    try {
      const compiler = await way(signal);
      if (compiler) return await compile(compiler, signal);
    } catch {
      // One that does not work, or cannot be had this way.
      signal.throwIfAborted();
    }
  }
  throw new Failure(
    words(
      'Las pruebas del reloj necesitan un compilador de C y sus cabeceras (gcc y libc6-dev en Debian): instálalos.',
      'The tests of the clock need a C compiler and its headers (gcc and libc6-dev on Debian): install them.',
    ),
  );
}

/** Compiled anew each time, in a moment; whoever has the older one loaded keeps it. */
async function compile(compiler, signal) {
  const library = join(cacheFolder(), `faketime-${process.platform}-${process.arch}.so`);
  const folder = mkdtempSync(`${library}-`);
  try {
    const part = join(folder, 'faketime.so');
    await run([compiler, '-O2', '-fPIC', '-shared', '-o', part, SOURCE], { signal });
    renameSync(part, library);
    return library;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function byApt(signal) {
  const apt = onPath('apt-get');
  if (!apt || process.getuid() !== 0) return null;
  const options = { signal, env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await step(words('Instalando un compilador de C (apt-get)', 'Installing a C compiler (apt-get)'), async () => {
    await run([apt, 'update'], options);
    await run([apt, 'install', '-y', '--no-install-recommends', 'gcc', 'libc6-dev'], options);
  });
  return onPath('gcc');
}
