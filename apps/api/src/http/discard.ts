import type { IncomingMessage } from 'node:http';

/** How much of a refused body is read. */
export interface Discarding {
  bytes: number;
  /** Milliseconds for which more of it is waited for, and that it may take in all. */
  silence: number;
  whole: number;
}

/** A client that is known may have sent all of a batch before it listens. */
const OF_ANYBODY: Discarding = { bytes: 64_000_000, silence: 2_000, whole: 3_600_000 };

/** Of whoever may not come in: a picture, as most are. Nobody without a key has us read without end. */
export const OF_STRANGERS: Discarding = { bytes: 1_000_000, silence: 2_000, whole: 10_000 };

/**
 * Reads what is left of a refused request's body and throws it away, so that a client that sends before it listens hears
 * the answer.
 * @returns when nothing is left, or more than is worth waiting for; that is thrown away as it comes
 */
export function discardBody(request: IncomingMessage, most = OF_ANYBODY): Promise<void> {
  if (request.complete || request.destroyed) return Promise.resolve();
  // Who read it may let go of it only later, and would stop it then.
  request.unpipe();
  return new Promise((resolve) => {
    let read = 0;
    const finish = (): void => {
      clearTimeout(silence);
      clearTimeout(whole);
      request.off('data', count);
      resolve();
    };
    const silence = setTimeout(finish, most.silence);
    const whole = setTimeout(finish, most.whole);
    const count = (chunk: Buffer): void => {
      silence.refresh();
      read += chunk.length;
      if (read > most.bytes) finish();
    };
    request.on('data', count).once('end', finish).once('close', finish).resume();
  });
}
