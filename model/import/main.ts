import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { loadConfig, SettingError } from '#platform';
import { words } from '../language.js';

/** What the process that reads says as it goes on. */
export type Stage = 'reading' | 'understood';

/**
 * Has another process import the file, and ends that where it does not come to an end or breaks down: the libraries that
 * read files can be brought to both by what a damaged one holds.
 */
function supervise(patience: number): void {
  const child = fork(fileURLToPath(new URL('./import-process.js', import.meta.url)), process.argv.slice(2));
  let stage: Stage | undefined;
  let timer: NodeJS.Timeout | undefined;
  child.on('message', (said: Stage) => {
    stage = said;
    clearTimeout(timer);
    if (said === 'reading') timer = setTimeout(() => child.kill('SIGKILL'), patience);
  });
  child.on('exit', (code) => {
    clearTimeout(timer);
    const brokenDown = stage === 'reading' && (code === null || code > 2);
    if (brokenDown) console.error(BROKEN_DOWN);
    process.exitCode = brokenDown ? 2 : (code ?? 1);
  });
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => child.kill(name));
}

const BROKEN_DOWN = words(
  'El archivo está dañado: su lectura no acaba (LINCE_IMPORT_TIMEOUT), o se viene abajo.',
  'The file is damaged: reading it does not come to an end (LINCE_IMPORT_TIMEOUT), or breaks down.',
);

try {
  supervise(loadConfig().importTimeout);
} catch (error) {
  if (!(error instanceof SettingError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
