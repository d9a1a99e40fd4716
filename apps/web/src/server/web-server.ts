import { createServer, type RequestListener, type Server } from 'node:http';
import { isOwnRequest, trustIn, type Config } from '#platform';
import { isApiPath } from './api-paths.js';
import { sayForWhom } from './forwarded.js';
import type { Passage } from './passage.js';
import { withoutPrefix } from './path-prefix.js';
import { sendProblem } from './problem.js';

/** One origin for the page, the API and its sockets, so that browsers need no exceptions between them. */
export function createWebServer(
  page: RequestListener,
  api: Passage,
  { allowedHosts, pathPrefix, trustedProxies }: Pick<Config, 'allowedHosts' | 'pathPrefix' | 'trustedProxies'>,
): Server {
  const isTrusted = trustIn(trustedProxies);
  const server = createServer((request, response) => {
    sayForWhom(request, isTrusted);
    const path = withoutPrefix(request.url!, pathPrefix);
    if (!isOwnRequest(request.headers, allowedHosts)) return sendProblem(request, response, 'request_forbidden');
    if (path === null) {
      const query = request.url!.slice(pathPrefix.length);
      return response.writeHead(308, { Location: `${pathPrefix}/${query}` }).end();
    }
    request.url = path;
    if (isApiPath(path)) api.request(request, response);
    else page(request, response);
  });
  return server.on('upgrade', (request, socket, head) => {
    sayForWhom(request, isTrusted);
    const path = withoutPrefix(request.url!, pathPrefix);
    if (path === null || !isApiPath(path) || !isOwnRequest(request.headers, allowedHosts))
      return socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    request.url = path;
    api.upgrade(request, socket, head);
  });
}
