import { Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import { Agent as TlsAgent } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createProxyServer } from 'httpxy';
import { sayForWhom } from './forwarded.js';
import { sendProblem } from './problem.js';

/** The way through to the API: bodies stream in both directions, and who hangs up at one end is hung up on at the other. */
export interface Passage {
  request(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/**
 * Milliseconds that an unused connection is kept: less than the 5 s of Node's servers, so that none is written to in the
 * moment in which the API closes it.
 */
const IDLE = 3_000;

/**
 * Connections to the API at once; requests beyond them wait for one. A request that waits for a job's end and a stream of
 * changes hold one each, so that some hundred of those leave most free. The API takes many more, for those who do not come
 * by the page. What was upgraded to a socket is not counted.
 */
const MOST = 1_000;

/**
 * @param apiUrl where the API listens, http or https
 * @param maxSockets connections to it at once
 */
export function createPassage(apiUrl: string, maxSockets = MOST): Passage {
  const connections = { keepAlive: true, timeout: IDLE, maxSockets };
  const agent = apiUrl.startsWith('https:') ? new TlsAgent(connections) : new Agent(connections);
  const proxy = createProxyServer({ target: apiUrl, agent });
  return {
    request(request, response) {
      prepare(request);
      proxy.web(request, response).catch(() => {
        if (!response.headersSent) sendProblem(request, response, 'api_unreachable');
      });
    },
    upgrade(request, socket, head) {
      prepare(request);
      proxy.ws(request, socket as Socket, {}, head).catch(() => socket.destroy());
    },
  };
}

function prepare(request: IncomingMessage): void {
  sayForWhom(request);
  // No trailers are passed on; where they are announced and the body has no chunks, Node throws as it is written, uncaught.
  delete request.headers.trailer;
}
