import { mkdirSync, lstatSync, rmSync, statSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { words } from './language.mjs';

/** A short name that is the folder's own, whatever path leads to it. */
const nameOf = (folder) => {
  const { dev, ino } = statSync(folder);
  return `lince-${dev}-${ino}`;
};

/**
 * A private folder for the Unix sockets that belong to `folder`: in /tmp, because a socket's path may have only 107
 * bytes and some shared file systems carry none, and always the same one, so that what a killed process left is found.
 */
export function socketFolder(folder) {
  const sockets = join('/tmp', nameOf(folder));
  mkdirSync(sockets, { recursive: true, mode: 0o700 });
  const { mode, uid } = lstatSync(sockets);
  if ((mode & 0o170077) === 0o040000 && uid === process.getuid()) return sockets;
  throw new Failure(
    words(
      `${sockets} no es solo tuya: bórrala y vuelve a empezar.`,
      `${sockets} is not yours alone: remove it and start again.`,
    ),
  );
}

/**
 * Locks an existing folder against other processes of this machine. The lock is a listening socket, which goes with
 * its process however that ends; on Linux one with a name but no file (an abstract socket), so that nothing is left.
 * @returns a function that unlocks it, or null when another process holds it
 */
export async function lockFolder(folder) {
  const address = process.platform === 'linux' ? `\0${nameOf(folder)}` : join(socketFolder(folder), 'lock');
  if (process.platform !== 'linux' && !(await answers(address))) rmSync(address, { force: true });
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen(address, () => {
      server.unref();
      resolve(() => server.close());
    });
  });
}

function answers(address) {
  return new Promise((resolve) => {
    const socket = connect(address, () => resolve(true));
    socket.on('error', () => resolve(false)).on('connect', () => socket.destroy());
  });
}
