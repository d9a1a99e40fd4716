import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createProxyServer } from 'httpxy';

/** A proxy that gives a service one path of its origin, and knows nothing of any other. */
export interface PrefixProxy {
  origin: string;
  /** Paths that were asked for and are not the service's. */
  strays: string[];
  close: () => Promise<void>;
}

/**
 * @param target the service's own address
 * @param strips whether the service hears of the prefix
 */
export async function startPrefixProxy(target: string, prefix: string, strips: boolean): Promise<PrefixProxy> {
  const proxy = createProxyServer({ target });
  const strays: string[] = [];
  const isOurs = (request: IncomingMessage): boolean => {
    const path = request.url!;
    const ours = path === prefix || path.startsWith(`${prefix}/`);
    if (!ours) strays.push(path);
    else if (strips) request.url = path.slice(prefix.length) || '/';
    return ours;
  };
  const server = createServer((request, response) => {
    if (isOurs(request)) proxy.web(request, response).catch(() => response.destroy());
    else response.writeHead(404).end();
  });
  server.on('upgrade', (request, socket, head) => {
    if (isOurs(request)) proxy.ws(request, socket as Socket, {}, head).catch(() => socket.destroy());
    else socket.destroy();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    strays,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
