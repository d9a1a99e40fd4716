import { setTimeout as pause } from 'node:timers/promises';
import type { Job, JobId, Records } from '#platform';

/** Milliseconds until a record is read again that could not be read. */
const PAUSE = 200;

/**
 * A job after a gap: Redis has only just come back, so what it does not answer is asked again.
 * @returns null if there is no such job any more, undefined when the signal has ended the asking
 */
export async function readAgain(records: Records, id: JobId, signal: AbortSignal): Promise<Job | null | undefined> {
  while (!signal.aborted) {
    try {
      return await records.read(id);
    } catch {
      await pause(PAUSE);
    }
  }
  return undefined;
}
