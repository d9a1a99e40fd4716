import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '#contract';
import { vetForwarded } from './client-address.js';
import { Pipelines } from './pipelines.js';
import { answerAsPlain } from './plain-request.js';
import { breakOff, closeGently, refuseUnread } from './refuse.js';
import { beginsTooLong, flawOf } from './request-flaws.js';
import { nameRequest, REQUEST_ID } from './request-id.js';
import { SlowBodies } from './slow-bodies.js';
import type { TrustsAddress } from './trusted-proxies.js';

const SECOND = 1_000;
/** Bytes of a request's line and headers. */
const HEADER_BYTES = 16_384;
/** Milliseconds that headers may take, and a whole request: a batch over a slow line takes long. */
const HEADERS = 10 * SECOND;
const WHOLE_REQUEST = 3_600 * SECOND;
/** Milliseconds for which a client may take nothing of an answer that is there: it is kept in memory meanwhile. */
const UNTAKEN = 30 * SECOND;

/** What is behind a server. It gets requests that are whole as far as their headers go. */
export interface Door {
  request(request: IncomingMessage, response: ServerResponse): void;
  /** Takes over a connection. @returns false where it does not, and the request is to be answered as any other */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

export interface HttpServerOptions {
  /** Beyond so many open ones, connections are closed at once. */
  maxConnections: number;
  /** Proxies that may name requests. */
  isTrusted: TrustsAddress;
  /** Milliseconds that headers may take. */
  headersTimeout?: number;
  /** Milliseconds for which a client may take nothing of its answer. */
  untakenTimeout?: number;
  slowBodies?: SlowBodies;
}

/**
 * A server that answers in our own words whatever comes, also what is no HTTP, or does not come to its end; each answer with
 * a name of its request.
 */
export function createHttpServer(door: Door, options: HttpServerOptions): Server {
  const { isTrusted, maxConnections, headersTimeout = HEADERS, untakenTimeout = UNTAKEN } = options;
  const { slowBodies = new SlowBodies() } = options;
  const server = createServer({
    maxHeaderSize: HEADER_BYTES,
    headersTimeout,
    requestTimeout: WHOLE_REQUEST,
    connectionsCheckingInterval: SECOND,
    requireHostHeader: false, // Node would refuse it without a word.
  });
  server.maxConnections = maxConnections;
  server.timeout = untakenTimeout;
  const pipelines = new Pipelines();
  /** The last answer of each connection that has had a request. */
  const latest = new Map<Duplex, ServerResponse>();
  const broken = new WeakSet<Duplex>();

  server.on('connection', (socket) => socket.once('close', () => latest.delete(socket)));
  const receive = (request: IncomingMessage, response: ServerResponse): void => {
    latest.set(request.socket, response);
    response.setHeader(REQUEST_ID, nameRequest(request, isTrusted));
    vetForwarded(request, isTrusted);
  };
  server.on('request', (request, response) => {
    receive(request, response);
    pipelines.take(response, () => {
      const flaw = flawOf(request);
      if (!flaw) return door.request(request, response);
      if (flaw === 'encoding_unsupported') response.setHeader('Accept-Encoding', 'identity');
      breakOff(response, flaw);
    });
  });
  server.on('checkExpectation', (request: IncomingMessage, response: ServerResponse) => {
    receive(request, response);
    pipelines.take(response, () => breakOff(response, 'expectation_failed'));
  });
  // Neither side has moved a byte. An answer that is not there yet may take its time.
  server.on('timeout', (socket) => {
    if (pipelines.isIdle(socket) || socket.writableLength > 0) socket.destroy();
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', ignore);
    nameRequest(request, isTrusted);
    vetForwarded(request, isTrusted);
    // One that is flawed is told so where it is answered.
    if (flawOf(request) || !door.upgrade(request, socket, head)) answerAsPlain(server, request, socket, head);
  });
  server.on('connect', (_request, socket) => {
    socket.on('error', ignore);
    refuseUnread(socket, 'method_not_allowed', { Allow: 'GET, POST, DELETE' });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (broken.has(socket) || !socket.writable) return;
    broken.add(socket);
    const code = codeOf(error);
    const last = latest.get(socket);
    if (!last || last.writableFinished) refuseUnread(socket, code);
    else if (!last.req.complete) breakOff(last, code);
    // What cannot be read comes after a request that can, and is still being answered.
    else last.once('close', () => closeGently(socket));
  });

  const look = (): void => {
    for (const response of latest.values()) {
      if (!response.req.complete && slowBodies.isTooSlow(response.req)) breakOff(response, 'request_timeout');
    }
  };
  let timer: NodeJS.Timeout | undefined;
  server.on('listening', () => (timer = setInterval(look, SECOND).unref()));
  server.on('close', () => clearInterval(timer));
  return server;
}

/** Node has let go of a connection that it hands over: a client that breaks it off would end the process. */
const ignore = (): void => undefined;

/** What Node says of a request that it cannot read. */
function codeOf({ code, rawPacket }: NodeJS.ErrnoException & { rawPacket?: Buffer }): ErrorCode {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'request_timeout';
  if (code !== 'HPE_HEADER_OVERFLOW') return 'malformed_request';
  return rawPacket && beginsTooLong(rawPacket) ? 'uri_too_long' : 'headers_too_large';
}
