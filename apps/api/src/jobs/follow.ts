import { isFinal, type Change } from '#contract';
import { applyChange, type Changes, type Job, type JobId, type Records } from '#platform';
import { Inbox } from './inbox.js';
import { readAgain } from './read-again.js';

/**
 * A job as it changes, until it is erased.
 * @param signal ends it early, without an error; to be aborted in any case, for the listening ends with it at the latest
 * @returns nothing at all for an unknown job
 */
export async function* follow(records: Records, changes: Changes, id: JobId, signal: AbortSignal): AsyncGenerator<Job> {
  const first = await records.read(id);
  if (!first) return;
  yield first;
  let job = first;
  const inbox = new Inbox<Change | 'gap'>(signal);
  const { begun, stop } = changes.listen(id.bundle, id.index, inbox.put);
  // What changed between the reading and the listening was missed.
  begun.then(
    () => inbox.put('gap'),
    () => undefined, // The connection went; when it is back, everybody is told of a gap.
  );
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const change of inbox.read()) {
      const next: Job | null | undefined =
        change === 'gap' ? await readAgain(() => records.read(id), signal) : applyChange(job, change);
      if (!next) return;
      if (next.state !== job.state) yield (job = next);
    }
  } finally {
    stop();
    signal.removeEventListener('abort', stop);
  }
}

/** The same, up to the final state; ends without one when the job is erased. */
export async function* untilFinal(jobs: AsyncGenerator<Job>): AsyncGenerator<Job> {
  for await (const job of jobs) {
    yield job;
    if (isFinal(job.state)) return;
  }
}
