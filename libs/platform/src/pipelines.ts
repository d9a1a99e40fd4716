import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Requests of a connection that may be worked on at once. */
const AT_ONCE = 16;

/**
 * Requests of a connection that may be unanswered, those that wait included. Whoever sends more ahead than that has to ask
 * again what was not answered, as any client that sends ahead must be able to (RFC 9112, 9.3.2).
 */
const MOST = 64;

interface Pipeline {
  underWay: number;
  waiting: (() => void)[];
}

/**
 * The unanswered requests of each connection. A client may send many before it takes an answer, and Node, which reads 64 kB
 * at a time, would have us work on thousands.
 */
export class Pipelines {
  private readonly bySocket = new WeakMap<Duplex, Pipeline>();

  /** Whether something was asked on a connection, and all of it has been answered, and the answers taken. */
  isIdle(socket: Duplex): boolean {
    return this.bySocket.get(socket)?.underWay === 0;
  }

  /** Starts the work on a request when it is its turn; breaks the connection off where too many are unanswered. */
  take(response: ServerResponse, start: () => void): void {
    const { socket } = response.req;
    const pipeline = this.bySocket.get(socket) ?? { underWay: 0, waiting: [] };
    this.bySocket.set(socket, pipeline);
    if (pipeline.underWay + pipeline.waiting.length >= MOST) return void socket.destroy();
    response.once('close', () => this.leave(socket, pipeline));
    if (pipeline.underWay < AT_ONCE) {
      pipeline.underWay++;
      start();
    } else {
      // It may have been broken off before its turn came.
      pipeline.waiting.push(() => response.writableEnded || start());
      socket.pause();
    }
  }

  private leave(socket: Duplex, pipeline: Pipeline): void {
    const next = socket.destroyed ? undefined : pipeline.waiting.shift();
    if (!next) pipeline.underWay--;
    else if (pipeline.waiting.length === 0) socket.resume();
    next?.();
  }
}
