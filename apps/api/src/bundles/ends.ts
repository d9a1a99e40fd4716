import { isFinal, type Change } from '#contract';
import type { Changes, Job, JobId, Records } from '#platform';
import { readAgain } from '../jobs/read-again.js';

/** What is known of a job when it has ended: all but its times. */
export type Ended = Pick<Job, 'id' | 'state' | 'outcome'>;

/**
 * Waits for the ends of all pictures of a bundle whose home is this process. Nothing is missed from the call on, which
 * comes in the same turn of the event loop as the sending.
 * @param ids of its pictures, in order
 * @param end called once for each picture, with null if it was erased
 * @param signal ends the waiting early
 * @returns resolves when all have ended, or with the signal
 */
export function awaitEnds(
  changes: Changes,
  records: Records,
  ids: JobId[],
  end: (index: number, job: Ended | null) => void,
  signal: AbortSignal,
): Promise<void> {
  const open = new Set(ids.keys());
  return new Promise((resolve) => {
    const finish = (): void => {
      stop();
      resolve();
    };
    const tell = (index: number, job: Ended | null): void => {
      if (open.delete(index)) end(index, job);
      if (open.size === 0) finish();
    };
    const lookAgain = async (index: number): Promise<void> => {
      const job = await readAgain(() => records.read(ids[index]!), signal);
      if (job === null || (job && isFinal(job.state))) tell(index, job);
    };
    const stop = changes.awaitEnds(ids[0]!.bundle, (ends) => {
      if (ends === 'gap') open.forEach((index) => void lookAgain(index));
      else {
        for (const [index, change] of Object.entries(ends)) {
          if (change.state !== 'processing') tell(Number(index), endOf(ids[Number(index)]!, change));
        }
      }
    });
    signal.addEventListener('abort', finish, { once: true });
  });
}

function endOf(id: JobId, change: Change): Ended | null {
  if (change.state === 'erased' || change.state === 'processing') return null;
  return { id, state: change.state, outcome: 'outcome' in change ? change.outcome : null };
}
