import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createProxyServer } from 'httpxy';
import type { Certified } from './certificate.js';

/** A proxy that gives a service one path of its origin, and knows nothing of any other. */
export interface PrefixProxy {
  origin: string;
  /** Paths that were asked for and are not the service's. */
  strays: string[];
  close: () => Promise<void>;
}

/**
 * @param target the service's own address
 * @param strips whether the service does not hear of the prefix
 * @param tls what it shows browsers that come by https; by http where it is absent
 */
export async function startPrefixProxy(
  target: string,
  prefix: string,
  strips: boolean,
  tls?: Certified,
): Promise<PrefixProxy> {
  const proxy = createProxyServer({ target, xfwd: true });
  const strays: string[] = [];
  const isOurs = (request: IncomingMessage): boolean => {
    const path = request.url!;
    const ours = path === prefix || path.startsWith(`${prefix}/`);
    if (!ours) strays.push(path);
    else if (strips) request.url = path.slice(prefix.length) || '/';
    return ours;
  };
  const server = tls ? createTlsServer(tls) : createServer();
  server.on('request', (request, response) => {
    if (isOurs(request)) proxy.web(request, response).catch(() => response.destroy());
    else response.writeHead(404).end();
  });
  server.on('upgrade', (request, socket, head) => {
    if (isOurs(request)) proxy.ws(request, socket as Socket, {}, head).catch(() => socket.destroy());
    else socket.destroy();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    origin: `${tls ? 'https' : 'http'}://127.0.0.1:${(server.address() as AddressInfo).port}`,
    strays,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
