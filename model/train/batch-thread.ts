import { parentPort, workerData } from 'node:worker_threads';
import { type BatchOrder, trainingBatch } from './batches.js';
import type { Digits } from './dataset.js';

/** The second thread: makes each batch that it is asked for, while the first one learns from those before. */
const digits = workerData as Digits;

parentPort!.on('message', (order: BatchOrder) => {
  const batch = trainingBatch(digits, order);
  parentPort!.postMessage(batch, [batch.pixels.buffer, batch.labels.buffer]);
});
