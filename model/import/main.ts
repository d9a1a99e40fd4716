import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { loadConfig, SettingError, type Config } from '#platform';
import { words } from '../language.js';
import { removeDraftsOf } from '../model-folder.js';
import type { Stage } from './import-process.js';

/**
 * Has another process import the file, and ends that where it does not come to an end or breaks down: the libraries that
 * read files can be brought to both by what a damaged one holds. What it leaves then is cleared away.
 * @returns the exit code
 */
async function supervise({ importTimeout, models }: Config): Promise<number> {
  const child = fork(fileURLToPath(new URL('./import-process.js', import.meta.url)), process.argv.slice(2));
  let stage: Stage | undefined;
  let timer: NodeJS.Timeout | undefined;
  child.on('message', (said: Stage) => {
    stage = said;
    clearTimeout(timer);
    if (said === 'reading') timer = setTimeout(() => child.kill('SIGKILL'), importTimeout);
  });
  let interrupted = false;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => (interrupted = child.kill(name)));
  }
  const [code] = (await once(child, 'exit')) as [number | null];
  clearTimeout(timer);
  if (code !== null && code <= 2) return code;
  await removeDraftsOf(models.folder, child.pid!);
  if (interrupted) return 1;
  console.error(stage === 'reading' ? ENDLESS : BROKEN_DOWN);
  return stage === 'reading' ? 2 : 1;
}

const ENDLESS = words(
  'El archivo está dañado, y leerlo no acaba o se viene abajo; o hace falta más tiempo (LINCE_IMPORT_TIMEOUT).',
  'The file is damaged, and reading it never ends or breaks down; or more time is needed (LINCE_IMPORT_TIMEOUT).',
);
const BROKEN_DOWN = words(
  'La importación se vino abajo: quizá falte memoria.',
  'The import broke down: there may not be enough memory.',
);

try {
  process.exitCode = await supervise(loadConfig());
} catch (error) {
  if (!(error instanceof SettingError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
