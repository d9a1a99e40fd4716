import type { BatchSnapshot } from './batch.js';
import type { Language } from './messages.js';
import type { Snapshot } from './prediction.js';

/** Most jobs and batches that one socket may watch at once. */
export const MAX_WATCHED = 1_000;

/** What `watch` answers with. */
export interface WatchAnswer {
  /** Where each job stands now. */
  snapshots: Snapshot[];
  /** Ids that no job has. */
  unknown: string[];
  /** Ids that are not watched, because the socket watches too many already. */
  refused: string[];
}

/** What `watchBatch` answers with: the same of batches. */
export interface BatchWatchAnswer {
  snapshots: BatchSnapshot[];
  unknown: string[];
  refused: string[];
}

/** Page to server. Watching is idempotent: after a reconnect, watch again and nothing is missed. */
export interface ClientEvents {
  watch: (ids: string[], answer: (now: WatchAnswer) => void) => void;
  unwatch: (ids: string[]) => void;
  watchBatch: (ids: string[], answer: (now: BatchWatchAnswer) => void) => void;
  unwatchBatch: (ids: string[]) => void;
}

/**
 * Server to page: `job` on each change of a watched job, `gone` when one was erased; `batch` as a watched batch goes on
 * (not of every change, always of the last), `batchGone` when it was erased.
 */
export interface ServerEvents {
  job: (snapshot: Snapshot) => void;
  gone: (id: string) => void;
  batch: (snapshot: BatchSnapshot) => void;
  batchGone: (id: string) => void;
}

/** Who watches: somebody's jobs and batches, read about in a language. */
export interface Audience {
  /** Empty where there are no keys. */
  owner: string;
  language: Language;
}

/** The Socket.IO room of an audience that watches a job; each has one of its own, so that nobody hears of what is another's. */
export const roomOf = (id: string, { owner, language }: Audience): string => `job:${language}:${owner}:${id}`;

/** The same of an audience that watches a batch. */
export const batchRoomOf = (id: string, { owner, language }: Audience): string => `batch:${language}:${owner}:${id}`;
