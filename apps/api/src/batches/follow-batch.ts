import { setTimeout as pause } from 'node:timers/promises';
import type { BatchAnnouncement } from '#contract';
import { applyBatchChange, type Batch, type Batches, type BatchId, type Changes } from '#platform';
import { Inbox } from '../jobs/inbox.js';
import { readAgain } from '../jobs/read-again.js';

/** Milliseconds between two tellings: what changes faster is told once, as it is then. */
const INTERVAL = 100;

/**
 * A batch as it goes on, until it is erased.
 * @param signal ends it early, without an error; to be aborted in any case, for the listening ends with it at the latest
 * @returns nothing at all for an unknown batch
 */
export async function* followBatch(
  batches: Batches,
  changes: Changes,
  id: BatchId,
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  const first = await batches.read(id);
  if (!first) return;
  yield first;
  let [batch, told] = [first, first];
  const inbox = new Inbox<BatchAnnouncement | 'gap'>(signal);
  const { begun, stop } = changes.listenToBatch(id.batch, inbox.put);
  // What changed between the reading and the listening was missed.
  begun.then(
    () => inbox.put('gap'),
    () => undefined, // The connection went; when it is back, everybody is told of a gap.
  );
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const change of inbox.read()) {
      const next: Batch | null | undefined =
        change === 'gap' ? await readAgain(() => batches.read(id), signal) : applyBatchChange(batch, change);
      if (!next) return;
      batch = next;
      if (!inbox.isEmpty || batch.change === told.change) continue;
      yield (told = batch);
      await pause(INTERVAL);
    }
  } finally {
    stop();
    signal.removeEventListener('abort', stop);
  }
}

/** The same, up to the end; ends without one when the batch is erased. */
export async function* untilFinished(batches: AsyncGenerator<Batch>): AsyncGenerator<Batch> {
  for await (const batch of batches) {
    yield batch;
    if (batch.finished !== null) return;
  }
}
