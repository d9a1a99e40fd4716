import { isFinal } from '#contract';
import { applyChange, type Change, type Changes, type Job, type JobId, type Records } from '#platform';
import { Inbox } from './inbox.js';

/**
 * A job as it changes, until it is erased. Listens from the moment of the call, not of the first `next`, so that
 * nothing is missed between.
 * @param signal ends it early, without an error; to be aborted in any case, for the listening ends with it at the latest
 * @param known the job, where it need not be read
 * @returns nothing at all for an unknown job
 */
export function follow(records: Records, changes: Changes, id: JobId, signal: AbortSignal, known?: Job): AsyncGenerator<Job> {
  const inbox = new Inbox<Change | 'gap'>(signal);
  const stop = changes.listen(id.bundle, id.index, inbox.put);
  signal.addEventListener('abort', stop, { once: true });
  return states(records, id, inbox, stop, known);
}

async function* states(
  records: Records,
  id: JobId,
  inbox: Inbox<Change | 'gap'>,
  stop: () => void,
  known?: Job,
): AsyncGenerator<Job> {
  try {
    let job = known ?? (await records.read(id));
    if (!job) return;
    yield job;
    for await (const change of inbox.read()) {
      const next: Job | null = change === 'gap' ? await records.read(id) : applyChange(job, change);
      if (!next) return;
      if (next.state !== job.state) yield (job = next);
    }
  } finally {
    stop();
  }
}

/** The same, up to the final state; ends without one when the job is erased. */
export async function* untilFinal(jobs: AsyncGenerator<Job>): AsyncGenerator<Job> {
  for await (const job of jobs) {
    yield job;
    if (isFinal(job.state)) return;
  }
}
