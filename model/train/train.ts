import type { Worker } from 'node:worker_threads';
import { accuracy } from './accuracy.js';
import type { BatchOrder } from './batches.js';
import { batchesAhead, startBatchThread } from './batches-ahead.js';
import { type Epoch, type Run, saveCheckpoint } from './checkpoint.js';
import type { Dataset } from './dataset.js';
import { progressLine, show } from './progress.js';
import { seededRandom, shuffled } from './random.js';
import { learningRate, plainShare } from './schedule.js';
import { servedModel } from './served-model.js';
import type { Trainer } from './trainer.js';

const BATCH = 128;

/** Does the epochs that the run still lacks, with a checkpoint after each; `run.done` grows with them. */
export async function train(trainer: Trainer, run: Run, dataset: Dataset, checkpoint: string): Promise<void> {
  const thread = startBatchThread(dataset.digits);
  try {
    while (run.done.length < run.epochs) {
      const loss = await learnEpoch(trainer, run, dataset.training, thread);
      const epoch = { loss, accuracy: measure(trainer, dataset) };
      run.done.push(epoch);
      await saveCheckpoint(checkpoint, run, trainer);
      show(summary(run.done.length, epoch), true);
    }
  } finally {
    await thread.terminate();
  }
}

/** Accuracy of the averaged weights on the validation digits, as they are. */
function measure(trainer: Trainer, { digits, validation }: Dataset): number {
  const model = servedModel(trainer.average.values);
  const share = accuracy(model, digits, validation);
  model.dispose();
  return share;
}

/** Learns from every training digit once. @returns the mean loss */
async function learnEpoch(trainer: Trainer, run: Run, training: readonly number[], thread: Worker): Promise<number> {
  const { epochs, done } = run;
  const start = performance.now();
  let images = 0;
  let loss = 0;
  for await (const batch of batchesAhead(thread, ordersOf(run, training))) {
    const rate = learningRate((done.length + images / training.length) / epochs);
    loss += trainer.learn(batch, rate) * batch.labels.length;
    images += batch.labels.length;
    const seconds = (performance.now() - start) / 1000;
    const standing = { epoch: done.length + 1, epochs, images, total: training.length, loss: loss / images, seconds };
    show(progressLine(standing), images === training.length);
  }
  return loss / images;
}

/** The next epoch's batches: each has a seed of its own. */
function* ordersOf({ seed, epochs, done }: Run, training: readonly number[]): Generator<BatchOrder> {
  const order = shuffled(training, seededRandom(seed, done.length));
  const plain = plainShare(done.length / epochs);
  for (let start = 0; start < order.length; start += BATCH) {
    yield { indices: order.slice(start, start + BATCH), plain, seed: [seed, done.length, start] };
  }
}

function summary(number: number, { loss, accuracy: share }: Epoch): string {
  return `epoch ${number}: loss ${loss.toFixed(4)}, ${(share * 100).toFixed(2)} % of the validation digits right`;
}
