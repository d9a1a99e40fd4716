import type { RequestListener, Server } from 'node:http';
import {
  createHttpServer,
  isOwnRequest,
  refuseUnread,
  withoutPrefix,
  type Config,
  type HttpServerOptions,
} from '#platform';
import { isApiPath, isSocketPath } from './api-paths.js';
import type { Passage } from './passage.js';
import { sendProblem } from './problem.js';

/** Who may ask, by which names and from which other sites' pages; and what addresses begin with. */
export type Surroundings = Pick<Config, 'allowedHosts' | 'corsOrigins' | 'pathPrefix'>;

/** One origin for the page, the API and its sockets, so that browsers need no exceptions between them. */
export function createWebServer(
  page: RequestListener,
  api: Passage,
  { allowedHosts, corsOrigins, pathPrefix }: Surroundings,
  options: HttpServerOptions,
): Server {
  return createHttpServer(
    {
      request(request, response) {
        const path = withoutPrefix(request.url!, pathPrefix);
        if (!isOwnRequest(request.headers, allowedHosts, corsOrigins)) {
          return sendProblem(request, response, 'request_forbidden');
        }
        // The page's own addresses are relative to the `/` at its end.
        if (pathPrefix !== '' && request.url!.split('?', 1)[0] === pathPrefix) {
          return void response.writeHead(308, { Location: pathPrefix + path }).end();
        }
        request.url = path;
        if (isApiPath(path)) api.request(request, response);
        else page(request, response);
      },
      upgrade(request, socket, head) {
        const path = withoutPrefix(request.url!, pathPrefix);
        if (!isSocketPath(path)) return false;
        request.url = path;
        if (isOwnRequest(request.headers, allowedHosts, corsOrigins)) api.upgrade(request, socket, head);
        else refuseUnread(socket, 'request_forbidden');
        return true;
      },
    },
    options,
  );
}
