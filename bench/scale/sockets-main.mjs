import { io } from 'socket.io-client';

/** Sockets that are being opened at a time. */
const AT_ONCE = 50;

const sockets = [];

// A process that holds idle sockets open until it is killed, and says how many of them are when it is asked for none.
process.on('disconnect', () => process.exit());
process.on('message', async ({ url, count }) => {
  let tried = 0;
  let error = null;
  const openSome = async () => {
    while (tried++ < count && !error) {
      await connected(url).catch((reason) => (error = reason.message));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, openSome));
  process.send({ open: sockets.filter((socket) => socket.connected).length, error });
});

function connected(url) {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false });
  sockets.push(socket);
  return new Promise((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
}
