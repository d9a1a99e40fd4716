import {
  batchRoomOf,
  roomOf,
  type Audience,
  type BatchSnapshot,
  type ClientEvents,
  type Language,
  type ServerEvents,
  type Snapshot,
} from '#contract';
import { isBatchBehind, isBehind, type Batch } from '#platform';
import type { Server } from 'socket.io';
import type { BatchRequests } from '../batches/batch-requests.js';
import { toBatchSnapshot } from '../batches/batch-snapshot.js';
import type { Jobs } from '../jobs/jobs.js';
import { toSnapshot, type PlacedJob } from '../jobs/snapshot.js';

/** A kind of thing that sockets watch by its id. */
export interface Watchable<T, S> {
  /** @throws CodedError `job_not_found`, `batch_not_found`, for another's too */
  read: (id: string, owner: string) => Promise<T>;
  /** It as it changes, until it is erased or the signal. */
  watch: (id: string, owner: string, signal: AbortSignal) => AsyncGenerator<T>;
  /** Whether what was read is older than what has been told. */
  isBehind: (read: T, told: T) => boolean;
  roomOf: (id: string, audience: Audience) => string;
  toSnapshot: (thing: T, language: Language) => S;
  tell: (room: string, snapshot: S) => void;
  tellGone: (room: string, id: string) => void;
}

type Io = Server<ClientEvents, ServerEvents>;

/**
 * Jobs, told of by `job` and `gone`.
 * @param prefix what the service's addresses begin with
 */
export const watchableJobs = (jobs: Jobs, io: Io, prefix: string): Watchable<PlacedJob, Snapshot> => ({
  read: async (id, owner) => jobs.placed(await jobs.read(id, owner)),
  watch: (id, owner, signal) => jobs.watch(id, owner, signal),
  isBehind,
  roomOf,
  toSnapshot: (job, language) => toSnapshot(job, language, prefix),
  tell: (room, snapshot) => io.to(room).emit('job', snapshot),
  tellGone: (room, id) => io.to(room).emit('gone', id),
});

/** Batches, told of by `batch` and `batchGone`; the prefix as of {@link watchableJobs}. */
export const watchableBatches = (batches: BatchRequests, io: Io, prefix: string): Watchable<Batch, BatchSnapshot> => ({
  read: (id, owner) => batches.read(id, owner),
  watch: (id, owner, signal) => batches.watch(id, owner, signal),
  isBehind: isBatchBehind,
  roomOf: batchRoomOf,
  toSnapshot: (batch) => toBatchSnapshot(batch, prefix),
  tell: (room, snapshot) => io.to(room).emit('batch', snapshot),
  tellGone: (room, id) => io.to(room).emit('batchGone', id),
});
