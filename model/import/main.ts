import { openEngine } from '#engine';
import { loadConfig, SettingError } from '#platform';
import { BadUsage } from '../bad-usage.js';
import { words } from '../language.js';
import { importModel } from './import.js';
import { parseOptions } from './options.js';
import { summary, verdict } from './summary.js';

try {
  const options = parseOptions(process.argv.slice(2));
  const { models, worker, limits, api } = loadConfig();
  const engine = await openEngine(worker.engine);
  const imported = await importModel(options, engine, models.folder, limits.pixels);
  if (imported.check) console.log(verdict(imported.check, imported.manifest.input));
  console.log(summary(imported, `http://127.0.0.1:${api.port}`));
} catch (error) {
  if (!(error instanceof BadUsage || error instanceof SettingError)) throw error;
  console.error(error instanceof BadUsage ? words(error.es, error.en) : error.message);
  process.exitCode = 2;
}
