import { io } from 'socket.io-client';

/** Sockets that are being opened at a time. */
const AT_ONCE = 50;

// A process that holds idle sockets open until it is killed.
process.on('disconnect', () => process.exit());
process.on('message', async ({ url, count }) => {
  let open = 0;
  let tried = 0;
  let error = null;
  const openSome = async () => {
    while (tried++ < count && !error) {
      await connected(url).then(
        () => open++,
        (reason) => (error = reason.message),
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, openSome));
  process.send({ open, error });
});

function connected(url) {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false });
  return new Promise((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
}
