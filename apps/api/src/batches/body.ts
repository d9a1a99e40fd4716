import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';
import { CodedError } from '#contract';
import { Piecemeal } from '../http/piecemeal.js';

/**
 * A request's body, read as it is asked for: while nobody reads, the client waits. Who stops reading leaves the rest of it
 * in the request, for somebody else to throw away.
 *
 * It fails with CodedError `batch_too_large` beyond the limit, `malformed_request` when the client goes before it has sent
 * all, and `api_unreachable` when this process stops.
 * @param limit bytes that it may have
 * @param signal ends the reading
 */
export function openBody(request: IncomingMessage, limit: number, signal: AbortSignal): Transform {
  let length = 0;
  const piecemeal = new Piecemeal();
  const body = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      length += chunk.length;
      if (length > limit) done(new CodedError('batch_too_large'));
      else if (piecemeal.isTooFine(chunk)) done(new CodedError('malformed_request'));
      else done(null, chunk);
    },
  });
  const cut = (): void => {
    const isGone = request.destroyed || request.socket.destroyed;
    body.destroy(new CodedError(isGone ? 'malformed_request' : 'api_unreachable'));
  };
  const close = (): void => {
    if (!request.complete) cut();
  };
  signal.addEventListener('abort', cut);
  request.once('close', close);
  body.on('error', () => undefined); // Told to whoever reads.
  body.once('close', () => {
    signal.removeEventListener('abort', cut);
    request.off('close', close).unpipe(body);
  });
  if (signal.aborted || request.destroyed) cut();
  else if (Number(request.headers['content-length'] ?? 0) > limit) body.destroy(new CodedError('batch_too_large'));
  else request.pipe(body);
  return body;
}
