import type { BatchAnnouncement, ModelReference } from '#contract';
import type { BatchId } from './batch-id.js';

/** A batch as Redis tells it. Times are milliseconds of Redis' clock since 1970. */
export interface Batch {
  id: BatchId;
  /** Whose it is; empty where it came in without a key. */
  owner: string;
  model: ModelReference;
  created: number;
  /** When its last picture had ended, after the last had come. */
  finished: number | null;
  /** Whether all its pictures have come. */
  sealed: boolean;
  total: number;
  /** Pictures without an outcome. */
  open: number;
  succeeded: number;
  failed: number;
  canceled: number;
  /** How many changes there have been. */
  change: number;
}

/** Whether a batch has seen fewer changes than another view of it. One that is finished is behind none. */
export const isBatchBehind = (batch: Pick<Batch, 'change' | 'finished'>, other: Pick<Batch, 'change'>): boolean =>
  batch.finished === null && batch.change < other.change;

/**
 * The batch after a change. Announcements may trail behind what was read, so an older one changes nothing.
 * @returns null when the batch was erased
 */
export function applyBatchChange(batch: Batch, announced: BatchAnnouncement): Batch | null {
  if ('erased' in announced) return null;
  if (!isBatchBehind(batch, announced)) return batch;
  const { change, total, open, succeeded, failed, canceled, finished } = announced;
  return { ...batch, change, total, open, succeeded, failed, canceled, finished, sealed: announced.sealed === 1 };
}
