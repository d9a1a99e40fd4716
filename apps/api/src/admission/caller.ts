import type { IncomingMessage } from 'node:http';

/** Who a request comes from, for taking turns: as long as nobody has a key, the address at the other end. */
export const callerOf = ({ socket }: Pick<IncomingMessage, 'socket'>): string => socket.remoteAddress ?? '';
