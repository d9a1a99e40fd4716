import net from 'node:net';
import tls from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds until a Redis that says nothing counts as not there. */
const SILENCE = 5_000;

/**
 * Waits until a Redis answers; one that is still loading its data is waited for without limit.
 * @param url `redis://`, `rediss://` or `unix:///path`
 * @param options.patience milliseconds of not answering until its error is thrown
 */
export async function waitForRedis(url, { patience = Infinity, signal } = {}) {
  const since = Date.now();
  for (;;) {
    try {
      const reply = await askRedis(url, 'PING');
      if (reply === '+PONG') return;
      throw new Error(reply || 'ECONNRESET');
    } catch (error) {
      if (Date.now() - since > patience && !error.message.startsWith('-LOADING')) throw error;
    }
    await sleep(50, null, { signal });
  }
}

/**
 * Sends one command that takes no arguments and is answered with one line, after the password in the address, if any.
 * @returns the answer's line as it came (`+PONG`, `-ERR …`), or '' when Redis hung up instead, as it does on SHUTDOWN
 */
export async function askRedis(url, command) {
  const { username, password } = new URL(url);
  const login = [...(username ? [username] : []), password].map(decodeURIComponent);
  const socket = open(new URL(url));
  const timer = setTimeout(() => socket.destroy(new Error('ETIMEDOUT')), SILENCE);
  try {
    socket.write((password ? encode('AUTH', ...login) : '') + encode(command));
    let text = '';
    for await (const chunk of socket) {
      text += chunk;
      const lines = text.split('\r\n').slice(0, -1);
      const refused = lines.find((line) => line.startsWith('-'));
      if (refused || lines.length > (password ? 1 : 0)) return refused ?? lines.at(-1);
    }
    return '';
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

function open({ protocol, hostname, port, pathname }) {
  if (protocol === 'unix:') return net.connect(decodeURIComponent(pathname));
  const host = hostname.replace(/^\[|\]$/g, '');
  const to = { host, port: Number(port || 6379) };
  // TLS takes names alone, no addresses, to say whom it means.
  return protocol === 'rediss:' ? tls.connect({ ...to, servername: net.isIP(host) ? '' : host }) : net.connect(to);
}

const encode = (...parts) =>
  `*${parts.length}\r\n${parts.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`).join('')}`;
