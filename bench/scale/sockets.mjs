import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Failure } from '../../scripts/failure.mjs';
import { words } from '../../scripts/language.mjs';
import { say, step } from '../../scripts/terminal.mjs';

const PROGRAM = new URL('sockets-main.mjs', import.meta.url);
/** Sockets of one process; and files that a process has open besides. */
const EACH = 2_500;
const SPARE = 500;

/**
 * Opens idle sockets from processes of their own; fewer, and it says so, where a process may not have so many files
 * open. @returns how to close them, which fails when one was lost meanwhile
 */
export async function openSockets(url, wanted, signal) {
  const count = Math.min(wanted, mostFiles() - SPARE);
  if (count < wanted) {
    say(words(`Solo ${count} sockets: lo impide ulimit -n.`, `${count} sockets only: ulimit -n forbids more.`));
  }
  const shares = Array.from({ length: Math.ceil(count / EACH) }, (_, i) => Math.min(EACH, count - i * EACH));
  const children = shares.map(() => fork(PROGRAM, { detached: true }));
  const kill = () => Promise.all(children.map(gone));
  const requireOpen = async (anew) => {
    for (const [i, child] of children.entries()) {
      signal.throwIfAborted();
      const { open, error } = await ask(child, { url, count: anew ? shares[i] : 0 });
      if (open < shares[i]) throw new Failure(`Socket.IO: ${open} / ${shares[i]}: ${error}`);
    }
  };
  try {
    await step(words(`Abriendo ${count} sockets`, `Opening ${count} sockets`), () => requireOpen(true));
  } catch (error) {
    await kill();
    throw error;
  }
  // What was measured counts only if all of them were there to its end.
  return () => requireOpen(false).finally(kill);
}

function ask(child, message) {
  return new Promise((resolve, reject) => {
    child.once('message', resolve).once('exit', (code, by) => reject(new Failure(`sockets: ${code ?? by}`)));
    child.send(message);
  });
}

function gone(child) {
  if (child.exitCode !== null || child.signalCode !== null) return undefined;
  return new Promise((resolve) => child.once('exit', resolve).kill());
}

/** How many files a process may open: Node takes what the hard limit allows. */
function mostFiles() {
  if (process.platform !== 'linux') return Infinity;
  const [, hard] = /^Max open files +\d+ +(\d+|unlimited)/m.exec(readFileSync('/proc/self/limits', 'utf8'));
  return hard === 'unlimited' ? Infinity : Number(hard);
}
