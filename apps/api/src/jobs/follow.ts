import { isFinal, type Change } from '#contract';
import { applyChange, type Changes, type Job, type JobId } from '#platform';
import { asItChanges } from './as-it-changes.js';

/**
 * A job as it changes, until it is erased.
 * @param read it as its record has it now
 * @param signal as in {@link asItChanges}
 * @returns nothing at all for an unknown job
 */
export async function* follow(
  read: () => Promise<Job | null>,
  changes: Changes,
  id: JobId,
  signal: AbortSignal,
): AsyncGenerator<Job> {
  const jobs = asItChanges<Job, Change>(
    {
      read,
      listen: (listener) => changes.listen(id.bundle, id.index, listener),
      apply: applyChange,
    },
    signal,
  );
  let told: Job | null = null;
  for await (const { thing: job } of jobs) {
    if (job.state !== told?.state) yield (told = job);
  }
}

/** The same, up to the final state; ends without one when the job is erased. */
export async function* untilFinal<T extends Job>(jobs: AsyncGenerator<T>): AsyncGenerator<T> {
  for await (const job of jobs) {
    yield job;
    if (isFinal(job.state)) return;
  }
}
