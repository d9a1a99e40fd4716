import { setTimeout as pause } from 'node:timers/promises';
import { isFinal, type Change } from '#contract';
import { applyChange, type Changes, type Job, type JobId, type Records } from '#platform';
import { Inbox } from './inbox.js';

/** Milliseconds until a record is read again that could not be read. */
const PAUSE = 200;

/**
 * A job as it changes, until it is erased. Listens from the moment of the call, not of the first `next`, so that
 * nothing is missed between.
 * @param signal ends it early, without an error; to be aborted in any case, for the listening ends with it at the latest
 * @param known the job, where it need not be read
 * @returns nothing at all for an unknown job
 */
export function follow(
  records: Records,
  changes: Changes,
  id: JobId,
  signal: AbortSignal,
  known?: Job,
): AsyncGenerator<Job> {
  const inbox = new Inbox<Change | 'gap'>(signal);
  const stop = changes.listen(id.bundle, id.index, inbox.put);
  signal.addEventListener('abort', stop, { once: true });
  return states(records, id, inbox, stop, signal, known);
}

async function* states(
  records: Records,
  id: JobId,
  inbox: Inbox<Change | 'gap'>,
  stop: () => void,
  signal: AbortSignal,
  known?: Job,
): AsyncGenerator<Job> {
  try {
    let job = known ?? (await records.read(id));
    if (!job) return;
    yield job;
    for await (const change of inbox.read()) {
      const next: Job | null = change === 'gap' ? await reread(records, job, signal) : applyChange(job, change);
      if (!next) return;
      if (next.state !== job.state) yield (job = next);
    }
  } finally {
    stop();
  }
}

/** The job after a gap: Redis has only just come back, so what it does not answer is asked again. */
async function reread(records: Records, job: Job, signal: AbortSignal): Promise<Job | null> {
  while (!signal.aborted) {
    try {
      return await records.read(job.id);
    } catch {
      await pause(PAUSE);
    }
  }
  return job;
}

/** The same, up to the final state; ends without one when the job is erased. */
export async function* untilFinal(jobs: AsyncGenerator<Job>): AsyncGenerator<Job> {
  for await (const job of jobs) {
    yield job;
    if (isFinal(job.state)) return;
  }
}
