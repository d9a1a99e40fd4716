import type { IncomingMessage } from 'node:http';

/** Bytes of a refused body that are read, and milliseconds for which more of it is waited for. */
const MOST = 64_000_000;
const SILENCE = 2_000;

/**
 * Reads what is left of a refused request's body and throws it away, so that a client that sends before it listens hears
 * the answer.
 * @returns when nothing is left, or more than is worth waiting for; that is thrown away as it comes
 */
export function discardBody(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return Promise.resolve();
  // Who read it may let go of it only later, and would stop it then.
  request.unpipe();
  return new Promise((resolve) => {
    let read = 0;
    const finish = (): void => {
      clearTimeout(timer);
      request.off('data', count);
      resolve();
    };
    const timer = setTimeout(finish, SILENCE);
    const count = (chunk: Buffer): void => {
      timer.refresh();
      read += chunk.length;
      if (read > MOST) finish();
    };
    request.on('data', count).once('end', finish).once('close', finish).resume();
  });
}
