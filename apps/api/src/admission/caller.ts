import type { IncomingMessage } from 'node:http';
import { clientAddressOf } from '#platform';
import { ownerOf } from '../access/principal.js';

/** Who a request comes from, for taking turns: whose key it shows, and for whoever has none the address. */
export function callerOf(request: IncomingMessage): string {
  const owner = ownerOf(request);
  return owner ? `@${owner}` : clientAddressOf(request);
}
