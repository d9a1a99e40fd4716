import { connect } from 'node:net';
import { readAnswer } from './answer.mjs';

/** Milliseconds of silence after which an answer is given up. */
const SILENCE = 60_000;

/** A connection that is kept alive: one request at a time, and another connection after one that has ended. */
export class Connection {
  #address;
  #socket = null;
  #waiting = null;
  #received = null;

  /** @param url where to; its host and port count */
  constructor(url) {
    const { hostname: host, port } = new URL(url);
    this.#address = { host, port: Number(port), noDelay: true };
  }

  /** @returns the answer, as answer.mjs reads it; rejected when the connection ends before it is whole */
  send(request) {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket ??= this.#open();
      this.#socket.write(request);
    });
  }

  close() {
    this.#socket?.destroy();
    this.#socket = null;
  }

  #open() {
    const socket = connect(this.#address);
    let reason = 'closed';
    socket.setTimeout(SILENCE, () => socket.destroy(new Error('ETIMEDOUT')));
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', (error) => (reason = error.code ?? error.message));
    socket.on('close', () => {
      if (this.#socket === socket) this.#socket = null;
      this.#settle(({ reject }) => reject(new Error(reason)));
    });
    return socket;
  }

  #take(chunk) {
    this.#received = this.#received ? Buffer.concat([this.#received, chunk]) : chunk;
    try {
      const answer = readAnswer(this.#received);
      if (!answer) return;
      if (answer.closes) this.close();
      this.#settle(({ resolve }) => resolve(answer));
    } catch (error) {
      this.#settle(({ reject }) => reject(error));
      this.close();
    }
  }

  #settle(how) {
    const waiting = this.#waiting;
    this.#waiting = null;
    this.#received = null;
    if (waiting) how(waiting);
  }
}
