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

/** Whether a job stands earlier in its course than another view of it. */
export const isBehind = (job: { state: JobState }, other: { state: JobState }): boolean =>
  stepOf(job.state) < stepOf(other.state);

/** How far along its course a state is. Which final state it is makes no difference: a job has but one. */
const stepOf = (state: JobState): number => (isFinal(state) ? 2 : state === 'processing' ? 1 : 0);

/**
 * The job after a change. Announcements may trail behind what was read, so one that would lead backwards changes nothing.
 * @returns null when the job was erased
 */
export function applyChange(job: Job, change: Change): Job | null {
  const { state } = change;
  if (state === 'erased') return null;
  if (!isBehind(job, { state })) return job;
  if (state === 'processing') return { ...job, state, started: change.at };
  const outcome = 'outcome' in change ? change.outcome : null;
  return { ...job, state, finished: change.at, outcome };
}
