import { openEngine } from '#engine';
import { loadConfig, SettingError } from '#platform';
import { BadUsage } from '../bad-usage.js';
import { words } from '../language.js';
import { importModel } from './import.js';
import { parseOptions } from './options.js';
import { summary, verdict } from './summary.js';

/** What this process says to the one that watches it. */
export type Stage = 'reading' | 'understood';

const tell = (stage: Stage): void => void process.send?.(stage);

// Nobody waits for it any more.
process.on('disconnect', () => process.exit(1));

try {
  const options = parseOptions(process.argv.slice(2));
  const { models, worker, limits, api } = loadConfig();
  const engine = await openEngine(worker.engine);
  tell('reading');
  const imported = await importModel(options, {
    engine,
    models: models.folder,
    maxPixels: limits.pixels,
    onUnderstood: () => tell('understood'),
  });
  if (imported.check) console.log(verdict(imported.check, imported.manifest.input));
  console.log(summary(imported, `http://127.0.0.1:${api.port}`));
} catch (error) {
  if (!(error instanceof BadUsage || error instanceof SettingError)) throw error;
  console.error(error instanceof BadUsage ? error.in(words) : error.message);
  process.exitCode = 2;
} finally {
  // Nothing more is to be said; an open channel would keep this process.
  process.removeAllListeners('disconnect');
  if (process.connected) process.disconnect();
}
