import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Milliseconds that open connections have to end by themselves. */
const GRACE = 1_500;

/** Keeps count of a server's connections, those taken over by sockets included, to end them all when it stops. */
export function connectionsOf(server: Server): { end(): Promise<void> } {
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return {
    end: () =>
      new Promise((resolve) => {
        const late = setTimeout(() => open.forEach((socket) => socket.destroy()), GRACE);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
      }),
  };
}
