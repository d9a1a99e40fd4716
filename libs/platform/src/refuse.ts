import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { problem, type ErrorCode } from '#contract';
import { languageOf } from './language.js';
import { newRequestId, REQUEST_ID } from './request-id.js';

/** Milliseconds for which a client that was refused may go on sending before it is cut off: cut off at once, it hears nothing. */
const LINGER = 2_000;

const HEADERS = {
  'Content-Type': 'application/problem+json; charset=utf-8',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * Answers what could not be read as a request, and closes the connection. Nothing is known of the client, so that it is told
 * in Spanish.
 * @param socket on which no answer is under way
 */
export function refuseUnread(socket: Duplex, code: ErrorCode, more: Record<string, string> = {}): void {
  const body = problem(code, 'es');
  const text = JSON.stringify(body);
  const headers = {
    ...HEADERS,
    ...more,
    [REQUEST_ID]: newRequestId(),
    Date: new Date().toUTCString(),
    Connection: 'close',
    'Content-Length': Buffer.byteLength(text),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`HTTP/1.1 ${body.status} ${STATUS_CODES[body.status]}\r\n${lines.join('')}\r\n${text}`);
  closeGently(socket);
}

/** Answers a request whose body will not be read, unless its answer has begun, and closes the connection. */
export function breakOff(response: ServerResponse, code: ErrorCode): void {
  const { socket } = response.req;
  if (response.writableEnded) return closeGently(socket);
  // It can only be cut off.
  if (response.headersSent) return void socket.destroy();
  const body = problem(code, languageOf(response.req));
  const text = JSON.stringify(body);
  const headers = { ...HEADERS, 'Content-Length': Buffer.byteLength(text), Connection: 'keep-alive' };
  response.once('finish', () => closeGently(socket));
  // Node tells nobody who still reads a request that was answered that its connection has gone.
  socket.once('close', () => response.req.destroy());
  // Said to be closed, the connection would be, under a client that still sends.
  response.writeHead(body.status, headers).end(text);
  silence(response);
}

/**
 * Whoever was still to answer a request that has been answered goes on, and is not heard: to write then would throw, and
 * where nobody catches that, end the process.
 */
function silence(response: ServerResponse): void {
  const passOver = (): ServerResponse => response;
  const calledBack = (...given: unknown[]): ServerResponse => {
    const done = given.at(-1);
    if (typeof done === 'function') queueMicrotask(() => void done());
    return response;
  };
  const silent = {
    setHeader: passOver,
    appendHeader: passOver,
    writeHead: passOver,
    write: calledBack,
    end: calledBack,
  };
  Object.assign(response, silent);
}

/** Ends this side of a connection; the other one has a moment to do the same. */
export function closeGently(socket: Duplex): void {
  if (socket.destroyed) return;
  socket.end();
  const timer = setTimeout(() => socket.destroy(), LINGER);
  socket.once('close', () => clearTimeout(timer));
}
