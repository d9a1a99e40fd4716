import { randomBytes } from 'node:crypto';

/** What a client follows: a batch, and the token without which nobody may. */
export interface BatchId {
  batch: string;
  token: string;
}

/** A new batch's id; no bundle's or API process' begins like it. */
export const newBatchId = (): string => `t${randomBytes(9).toString('base64url')}`;

export const formatBatchId = ({ batch, token }: BatchId): string => `${batch}.${token}`;

/** A batch's id as clients know it. */
export const BATCH_ID = /^(t[A-Za-z0-9_-]{12})\.([A-Za-z0-9_-]{16})$/;

/** @returns null for a text that cannot be a batch's id */
export function parseBatchId(text: string): BatchId | null {
  const match = BATCH_ID.exec(text);
  return match ? { batch: match[1]!, token: match[2]! } : null;
}
