import { IncomingMessage, type IncomingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';

/**
 * A request as Node's server hands it over.
 * @param pieces its body, as it comes in; `content-length` tells of it unless the headers do
 * @param ending `cut` when the client goes before it has sent all, `open` when it stays without sending the rest
 */
export function incoming(
  headers: IncomingHttpHeaders,
  pieces: Uint8Array[],
  ending: 'whole' | 'cut' | 'open' = 'whole',
): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  Object.assign(request.headers, { 'content-length': String(length), ...headers });
  for (const piece of pieces) request.push(piece);
  if (ending === 'whole') {
    request.complete = true;
    request.push(null);
  } else if (ending === 'cut') {
    setImmediate(() => request.destroy());
  }
  return request;
}
