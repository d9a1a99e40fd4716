import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { cacheFolder, writable } from './cache.mjs';
import { npm, run } from './command.mjs';
import { words } from './language.mjs';
import { lockFolder } from './lock.mjs';
import { root } from './project.mjs';
import { whenChanged } from './stamp.mjs';
import { step } from './terminal.mjs';

const NODE_MAJOR = process.versions.node.split('.')[0];
const SOURCES = [
  'apps',
  'libs',
  'model/artifacts.ts',
  'model/bad-usage.ts',
  'model/calibration-error.ts',
  'model/evaluate',
  'model/idx.ts',
  'model/import',
  'model/language.ts',
  'model/model-folder.ts',
  'model/pictures',
  'model/progress-bar.ts',
  'model/train',
  'package.json',
  'package-lock.json',
  'nest-cli.json',
  'vite.config.ts',
];

/**
 * Makes the checkout ready to run: installs what the lockfile says, unless that is what is there, and builds, unless
 * nothing has changed. Two that do it at once in one checkout do it one after the other.
 */
export async function installAndBuild(signal) {
  let unlock;
  while (!(unlock = await lockFolder(root))) await sleep(200, null, { signal });
  try {
    await whenChanged(
      {
        stamp: 'node_modules/.lince-installed',
        inputs: ['package.json', 'package-lock.json', '.npmrc'],
        facts: [NODE_MAJOR, process.platform, process.arch],
      },
      () => step(words('Instalando dependencias (npm ci)', 'Installing dependencies (npm ci)'), () => npmCi(signal)),
    );
    await whenChanged(
      { stamp: 'dist/.lince-built', inputs: [...SOURCES, 'tsconfig.json', 'tsconfig.build.json'] },
      () => step(words('Compilando', 'Building'), () => run([...npm, 'run', 'build'], { signal })),
    );
  } finally {
    unlock();
  }
}

/** Where there is no home to keep npm's cache in, it is with our own. */
function npmCi(signal) {
  const usual = process.env.npm_config_cache || join(homedir(), '.npm');
  const cache = writable(usual) ? usual : join(cacheFolder(), 'npm');
  return run([...npm, 'ci', '--loglevel=error'], { signal, env: { npm_config_cache: cache } });
}
