import type { Server } from 'node:http';
import { withoutPrefix, type Door } from '#platform';

/** Where Socket.IO is, as its clients expect it. */
const SOCKETS = '/socket.io/';

/**
 * The way to Nest's own server, which does not listen: it is told of requests as if it did.
 * @param prefix what addresses may begin with
 */
export const doorTo = (behind: Server, prefix: string): Door => ({
  request(request, response) {
    request.url = withoutPrefix(request.url!, prefix);
    behind.emit('request', request, response);
  },
  upgrade(request, socket, head) {
    const target = withoutPrefix(request.url!, prefix);
    if (!target.startsWith(SOCKETS)) return false;
    request.url = target;
    behind.emit('upgrade', request, socket, head);
    return true;
  },
});
