import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

const UPGRADE = /^(upgrade|http2-settings)$/i;

/**
 * Has a server answer a request for an upgrade that nobody makes as if it had not asked for that, as it may (RFC 9110, 7.8):
 * some clients ask for HTTP/2 with whatever they send first. Its connection ends with the answer.
 * @param head what came after its headers
 */
export function answerAsPlain(server: Server, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { method, url, httpVersion, rawHeaders } = request;
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name, value] = [rawHeaders[at]!, rawHeaders[at + 1]!];
    if (!UPGRADE.test(name) && name.toLowerCase() !== 'connection') lines.push(`${name}: ${value}`);
  }
  lines.push('Connection: close', '', '');
  socket.unshift(Buffer.concat([Buffer.from(lines.join('\r\n'), 'latin1'), head]));
  server.emit('connection', socket);
}
