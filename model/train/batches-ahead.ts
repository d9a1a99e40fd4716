import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Batch, BatchOrder } from './batches.js';
import type { Digits } from './dataset.js';

/** Batches that are being made or wait while one is learned from. */
const AHEAD = 3;

/** Starts the thread that makes batches; it keeps a copy of the digits. */
export function startBatchThread(digits: Digits): Worker {
  return new Worker(new URL('./batch-thread.js', import.meta.url), { workerData: digits });
}

/**
 * The batches ordered, in their order, a few of them always ahead of the one asked for.
 * @param thread answers each order with one batch
 */
export async function* batchesAhead(thread: Worker, orders: Iterable<BatchOrder>): AsyncGenerator<Batch> {
  const made: Batch[] = [];
  const keep = (batch: Batch) => made.push(batch);
  thread.on('message', keep);
  const next = async (): Promise<Batch> => {
    // `once` also rejects with whatever ends the thread.
    while (made.length === 0) await once(thread, 'message');
    return made.shift()!;
  };
  let waiting = 0;
  for (const order of orders) {
    thread.postMessage(order);
    if (++waiting <= AHEAD) continue;
    yield await next();
    waiting--;
  }
  for (; waiting > 0; waiting--) yield await next();
  thread.off('message', keep);
}
