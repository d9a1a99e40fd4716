import { writeFile } from 'node:fs/promises';
import { MicroBatcher, openEngine, withLightCalls } from '#engine';
import { loadConfig, SettingError } from '#platform';
import { BadUsage } from '../bad-usage.js';
import { chosenModel } from './chosen-model.js';
import { writeErrorsPage } from './errors-page.js';
import { evaluate } from './evaluate.js';
import { words } from '../language.js';
import { metricsOf } from './metrics.js';
import { type Options, parseOptions, requireWritable } from './options.js';
import { picturesOf, sample } from '../pictures/pictures.js';
import { showProgress } from './progress.js';
import { report } from './report.js';

async function main({ source, model, limit, json, errors }: Options): Promise<void> {
  const { models, worker, limits } = loadConfig();
  const stored = await chosenModel(models, model);
  const { labels } = stored.manifest;
  const { pictures, skipped } = await picturesOf(source, labels);
  await requireWritable(json === undefined ? [errors] : [errors, json]);

  const engine = await withLightCalls(await openEngine(worker.engine));
  const batcher = new MicroBatcher(await engine.load(stored));
  const chosen = sample(pictures, limit);
  const evaluation = await evaluate(chosen, batcher, limits.pixels, showProgress(chosen.length));
  const { items, cpuMsPerImage } = evaluation;
  const metrics = metricsOf(items, labels);
  // First of all: a disk that is full by now does not take the figures with it.
  console.log(report(metrics, labels, { cpuMsPerImage, skipped, errors }));
  if (json !== undefined) await writeFile(json, `${JSON.stringify({ ...metrics, cpuMsPerImage, items })}\n`);
  await writeErrorsPage(errors, evaluation, stored.manifest);
}

try {
  await main(parseOptions(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof BadUsage || error instanceof SettingError)) throw error;
  console.error(error instanceof BadUsage ? error.in(words) : error.message);
  process.exitCode = 2;
}
