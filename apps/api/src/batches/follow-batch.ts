import { setTimeout as pause } from 'node:timers/promises';
import type { BatchAnnouncement } from '#contract';
import { applyBatchChange, type Batch, type BatchId, type Changes } from '#platform';
import { asItChanges } from '../jobs/as-it-changes.js';

/** Milliseconds between two tellings: what changes faster is told once, as it is then. */
const INTERVAL = 100;

/**
 * A batch as it goes on, until it is erased.
 * @param read it as it is kept now
 * @param signal as in {@link asItChanges}
 * @returns nothing at all for an unknown batch
 */
export async function* followBatch(
  read: () => Promise<Batch | null>,
  changes: Changes,
  id: BatchId,
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  const all = asItChanges<Batch, BatchAnnouncement>(
    {
      read,
      listen: (listener) => changes.listenToBatch(id.batch, listener),
      apply: applyBatchChange,
    },
    signal,
  );
  let told: Batch | null = null;
  for await (const { thing: batch, isLatest } of all) {
    if (!isLatest || batch.change === told?.change) continue;
    const isFirst = told === null;
    yield (told = batch);
    if (!isFirst) await pause(INTERVAL);
  }
}

/** The same, up to the end; ends without one when the batch is erased. */
export async function* untilFinished(batches: AsyncGenerator<Batch>): AsyncGenerator<Batch> {
  for await (const batch of batches) {
    yield batch;
    if (batch.finished !== null) return;
  }
}
