import type { IncomingMessage } from 'node:http';

/** Bytes of a refused body that are still read, so that a client that sends before it listens sees the answer. */
const MOST = 64_000_000;

/** Whether a body says of itself that it is longer than is worth reading. */
export const isTooLong = (request: IncomingMessage): boolean => Number(request.headers['content-length'] ?? 0) > MOST;

/**
 * Reads what is left of a request's body, as far as it is worth it, and throws it away.
 * @returns whether nothing is left: else the connection cannot be used again
 */
export function discardBody(request: IncomingMessage): Promise<boolean> {
  if (request.complete || request.destroyed) return Promise.resolve(true);
  return new Promise((resolve) => {
    let read = 0;
    const count = (chunk: Buffer): void => {
      read += chunk.length;
      if (read > MOST) finish(false);
    };
    const finish = (complete: boolean): void => {
      request.off('data', count);
      request.pause();
      resolve(complete);
    };
    request.on('data', count).once('end', () => finish(true)).once('close', () => finish(true)).resume();
  });
}
