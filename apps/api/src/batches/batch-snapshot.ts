import type { BatchResult, BatchSnapshot, BatchState, Language } from '#contract';
import { formatBatchId, formatJobId, type Batch } from '#platform';
import { describe } from '../jobs/snapshot.js';
import type { PlacedPicture } from './batch-requests.js';

/** A batch's state, as clients see it. */
export function stateOf({ sealed, finished }: Batch): BatchState {
  if (finished !== null) return 'finished';
  return sealed ? 'processing' : 'receiving';
}

/**
 * What a client may know of a batch.
 * @param prefix what the service's addresses begin with
 */
export function toBatchSnapshot(batch: Batch, prefix: string): BatchSnapshot {
  const id = formatBatchId(batch.id);
  const self = `${prefix}/v1/batches/${id}`;
  const { model, created, finished, total, open, succeeded, failed, canceled } = batch;
  return {
    id,
    state: stateOf(batch),
    model,
    created: new Date(created).toISOString(),
    finished: finished === null ? null : new Date(finished).toISOString(),
    total,
    counts: { queued: open, succeeded, failed, canceled },
    links: { self, events: `${self}/events`, results: `${self}/results`, csv: `${self}/results.csv` },
  };
}

/** What a client may know of one of its pictures. */
export function toBatchResult({ index, name, id, state, outcome }: PlacedPicture, language: Language): BatchResult {
  return {
    index,
    name,
    id: formatJobId(id),
    state,
    result: outcome?.state === 'succeeded' ? outcome.result : null,
    error: outcome?.state === 'failed' ? describe(outcome.code, language) : null,
  };
}
