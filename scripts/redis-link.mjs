import net from 'node:net';
import tls from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import { serversOf } from './redis-address.mjs';

/** Milliseconds until a Redis that says nothing counts as not there. */
const SILENCE = 5_000;

/**
 * Waits until a Redis answers, of several any one; one that is still loading its data is waited for without limit.
 * @param url as `serversOf` reads it
 * @param options.patience milliseconds of not answering until its error is thrown
 */
export async function waitForRedis(url, { patience = Infinity, signal } = {}) {
  const since = Date.now();
  for (;;) {
    try {
      await Promise.any(serversOf(url).map(ping));
      return;
    } catch ({ errors }) {
      const loads = errors.some(({ message }) => message.startsWith('-LOADING'));
      if (Date.now() - since > patience && !loads) throw errors[0];
    }
    await sleep(50, null, { signal });
  }
}

async function ping(server) {
  const reply = await ask(server, 'PING');
  if (reply !== '+PONG') throw new Error(reply || 'ECONNRESET');
}

/**
 * Sends one command to one server that takes no arguments and is answered with one line, after the password in the address, if any.
 * @returns the answer's line as it came (`+PONG`, `-ERR …`), or '' when Redis hung up instead, as it does on SHUTDOWN
 */
export async function askRedis(url, command) {
  return ask(serversOf(url)[0], command);
}

async function ask({ login, ...server }, command) {
  const socket = open(server);
  const timer = setTimeout(() => socket.destroy(new Error('ETIMEDOUT')), SILENCE);
  try {
    socket.write((login.length > 0 ? encode('AUTH', ...login) : '') + encode(command));
    let text = '';
    for await (const chunk of socket) {
      text += chunk;
      const lines = text.split('\r\n').slice(0, -1);
      const refused = lines.find((line) => line.startsWith('-'));
      if (refused || lines.length > (login.length > 0 ? 1 : 0)) return refused ?? lines.at(-1);
    }
    return '';
  } finally {
    clearTimeout(timer);
    socket.destroy();
  }
}

function open({ path, host, port, tls: secret }) {
  if (path) return net.connect(path);
  // TLS takes names alone, no addresses, to say whom it means.
  return secret ? tls.connect({ host, port, servername: net.isIP(host) ? '' : host }) : net.connect({ host, port });
}

const encode = (...parts) =>
  `*${parts.length}\r\n${parts.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`).join('')}`;
