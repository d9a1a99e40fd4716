import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { TrustsAddress } from './trusted-proxies.js';

/** The header that names a request, in its answer and on its way through proxies. */
export const REQUEST_ID = 'x-request-id';

export const newRequestId = (): string => randomUUID();

/**
 * Names a request: by what a trusted proxy calls it, else anew. From then on its header is its name; what anybody else had
 * put there is gone.
 */
export function nameRequest({ headers, socket }: IncomingMessage, isTrusted: TrustsAddress): string {
  const given = headers[REQUEST_ID];
  const isTaken = typeof given === 'string' && /^[\w.-]{1,64}$/.test(given) && isTrusted(socket.remoteAddress ?? '');
  return (headers[REQUEST_ID] = isTaken ? given : newRequestId());
}
