import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds until something is read again that could not be read. */
const PAUSE = 200;

/**
 * A job or a batch after a gap: Redis has only just come back, so what it does not answer is asked again.
 * @returns null if there is no such thing any more, undefined when the signal has ended the asking
 */
export async function readAgain<T>(read: () => Promise<T | null>, signal: AbortSignal): Promise<T | null | undefined> {
  while (!signal.aborted) {
    try {
      return await read();
    } catch {
      await pause(PAUSE);
    }
  }
  return undefined;
}
