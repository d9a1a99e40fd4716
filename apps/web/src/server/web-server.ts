import { createServer, type RequestListener, type Server } from 'node:http';
import { isOwnRequest } from '#platform';
import type { Passage } from './passage.js';
import { sendProblem } from './problem.js';

/** What the API answers; everything else is the page's. */
const API = /^\/(predict|v1|health|socket\.io)(?=[/?]|$)/;

/** One origin for the page, the API and its sockets, so that browsers need no exceptions between them. */
export function createWebServer(page: RequestListener, api: Passage, allowedHosts: readonly string[]): Server {
  const server = createServer((request, response) => {
    if (!isOwnRequest(request.headers, allowedHosts)) sendProblem(request, response, 'request_forbidden');
    else if (API.test(request.url!)) api.request(request, response);
    else page(request, response);
  });
  return server.on('upgrade', (request, socket, head) => {
    if (API.test(request.url!) && isOwnRequest(request.headers, allowedHosts)) api.upgrade(request, socket, head);
    else socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
  });
}
