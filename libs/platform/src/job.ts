import { isFinal, type Change, type JobState, type ModelReference, type Outcome } from '#contract';
import type { JobId } from './job-id.js';

/** A job as its record tells it. Times are milliseconds of Redis' clock since 1970. */
export interface Job {
  id: JobId;
  /** Whose it is; empty where it came in without a key. */
  owner: string;
  model: ModelReference;
  state: JobState;
  created: number;
  started: number | null;
  finished: number | null;
  outcome: Outcome | null;
}

/**
 * The job after a change. Announcements may trail behind what was read, so one that would lead backwards changes nothing.
 * @returns null when the job was erased
 */
export function applyChange(job: Job, change: Change): Job | null {
  if (change.state === 'erased') return null;
  if (isFinal(job.state) || (job.state === 'processing' && change.state === 'processing')) return job;
  if (change.state === 'processing') return { ...job, state: 'processing', started: change.at };
  const outcome = 'outcome' in change ? change.outcome : null;
  return { ...job, state: change.state, finished: change.at, outcome };
}
