import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { accuracy } from './accuracy.js';
import { calibrate } from './calibrate.js';
import { loadCheckpoint, type Run } from './checkpoint.js';
import { readDataset } from './dataset.js';
import { publish, requireModelFolder } from './publish.js';
import { servedModel } from './served-model.js';
import { train } from './train.js';
import { createTrainer } from './trainer.js';

const { values: options } = parseArgs({
  options: {
    data: { type: 'string' },
    out: { type: 'string', default: '.lince/train' },
    model: { type: 'string', default: 'model/digits/2' },
    epochs: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    resume: { type: 'boolean', default: false },
  },
});

await requireModelFolder(options.model);
const dataset = await readDataset(options.data);
const checkpoint = join(options.out, 'checkpoint');
const fresh: Run = { seed: whole('seed', options.seed), epochs: whole('epochs', options.epochs), done: [] };
const trainer = createTrainer(fresh.seed);
const run = options.resume ? await loadCheckpoint(checkpoint, trainer) : fresh;
if (options.resume) console.log(`going on after epoch ${run.done.length} of ${run.epochs}, with seed ${run.seed}`);
await train(trainer, run, dataset, checkpoint);

const uncalibrated = servedModel(trainer.average.values);
const { temperature, warnBelow, measured } = calibrate(uncalibrated, dataset);
uncalibrated.dispose();
const model = servedModel(trainer.average.values, temperature);
const { digits, validation, validationName } = dataset;
const share = accuracy(model, digits, validation);
const data = options.data === undefined ? '' : ' --data DIR';
const command = `npm run train --${data} --seed ${run.seed} --epochs ${run.epochs}`;
const quality = { accuracy: share, images: validation.length, data: validationName };
await publish(options.model, model, { version: 2, quality, warnBelow, command, run });
console.log(`temperature ${temperature.toFixed(3)}, warnings below ${JSON.stringify(warnBelow)}`);
console.log(`measured on augmented validation digits: ${JSON.stringify(measured)}`);
console.log(`${options.model}: ${(share * 100).toFixed(2)} % right on ${validationName}`);

function whole(option: string, text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new Error(`--${option} must be a whole number from 1 on, not ${text}`);
  return Number(text);
}
