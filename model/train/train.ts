import { accuracy } from './accuracy.js';
import { batches } from './batches.js';
import { type Epoch, type Run, saveCheckpoint } from './checkpoint.js';
import type { Dataset } from './dataset.js';
import { progressLine, show } from './progress.js';
import { seededRandom, shuffled } from './random.js';
import { learningRate } from './schedule.js';
import { servedModel } from './served-model.js';
import type { Trainer } from './trainer.js';

const BATCH = 128;

/** Does the epochs that the run still lacks, with a checkpoint after each; `run.done` grows with them. */
export async function train(trainer: Trainer, run: Run, dataset: Dataset, checkpoint: string): Promise<void> {
  while (run.done.length < run.epochs) {
    const loss = learnEpoch(trainer, run, dataset);
    const epoch = { loss, accuracy: measure(trainer, dataset) };
    run.done.push(epoch);
    await saveCheckpoint(checkpoint, run, trainer);
    show(summary(run.done.length, epoch), true);
  }
}

/** Accuracy of the averaged weights on the validation digits. */
function measure(trainer: Trainer, { digits, validation }: Dataset): number {
  const model = servedModel(trainer.average.values);
  const share = accuracy(model, digits, validation);
  model.dispose();
  return share;
}

/** Learns from every training digit once. @returns the mean loss */
function learnEpoch(trainer: Trainer, { seed, epochs, done }: Run, { digits, training }: Dataset): number {
  const random = seededRandom(seed, done.length);
  const start = performance.now();
  let images = 0;
  let loss = 0;
  for (const batch of batches(digits, shuffled(training, random), BATCH, random)) {
    const rate = learningRate((done.length + images / training.length) / epochs);
    loss += trainer.learn(batch, rate) * batch.labels.length;
    images += batch.labels.length;
    const seconds = (performance.now() - start) / 1000;
    const standing = { epoch: done.length + 1, epochs, images, total: training.length, loss: loss / images, seconds };
    show(progressLine(standing), images === training.length);
  }
  return loss / images;
}

function summary(number: number, { loss, accuracy: share }: Epoch): string {
  return `epoch ${number}: loss ${loss.toFixed(4)}, ${(share * 100).toFixed(2)} % of the validation digits right`;
}
