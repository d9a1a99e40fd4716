import { on } from 'node:events';
import { isFinal } from '#contract';
import { applyChange, type Change, type Changes, type Job, type JobId, type Records } from '#platform';

/**
 * A job as it changes, up to its final state. Listens from the moment of the call, not of the first `next`, so that
 * nothing is missed between.
 * @param known the job, where it need not be read
 * @param signal ends it early, without an error
 * @returns nothing at all for an unknown job; ends without a final state when the job is erased
 */
export function follow(records: Records, changes: Changes, id: JobId, signal: AbortSignal, known?: Job): AsyncGenerator<Job> {
  const heard = changes.listen(id.bundle, id.index, signal);
  return states(records, id, heard, known);
}

async function* states(records: Records, id: JobId, heard: AsyncIterable<Change | 'gap'>, known?: Job): AsyncGenerator<Job> {
  let job = known ?? (await records.read(id));
  if (!job) return;
  yield job;
  if (isFinal(job.state)) return;
  for await (const change of heard) {
    const next: Job | null = change === 'gap' ? await records.read(id) : applyChange(job, change);
    if (!next) return;
    if (next.state === job.state) continue;
    job = next;
    yield job;
    if (isFinal(job.state)) return;
  }
}
