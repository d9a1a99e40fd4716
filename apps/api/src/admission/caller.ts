import type { IncomingMessage } from 'node:http';
import { ownerOf } from '../access/principal.js';

/** The address at the other end. */
export const addressOf = ({ socket }: Pick<IncomingMessage, 'socket'>): string => socket.remoteAddress ?? '';

/** Who a request comes from, for taking turns: whose key it shows, and for whoever has none the address. */
export function callerOf(request: IncomingMessage): string {
  const owner = ownerOf(request);
  return owner ? `@${owner}` : addressOf(request);
}
