import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { readAnswers } from './judge/answers.mjs';

/** Milliseconds of silence after which nothing more is expected of a client's unfinished request, and between pieces. */
const QUIET = 150;
const BETWEEN = 2;
/** Milliseconds that a connection may stay open whose client has said its last. */
const FAREWELL = 10_000;

/**
 * Sends bytes over a connection of their own, as the input says, and takes what comes back.
 * @param input `{ bytes, cuts, end }`
 * @param expected how many answers there will be at least, if the connection is not closed before
 * @param patience milliseconds until that is too late
 * @returns `{ received, isLate, isOpen, ms }`: bytes; whether answers were still missing then; whether the connection was
 *   not even closed after that; how long the answers took
 */
export async function exchange(url, { bytes, cuts, end }, expected, patience) {
  const line = new Wire(url);
  const began = performance.now();
  try {
    await line.send(bytes, cuts);
    if (end === 'abort') return { received: line.abort(), isLate: false, isOpen: false, ms: 0 };
    const isLate = end === 'wait' && !(await line.answered(expected, patience));
    const ms = performance.now() - began;
    const isOpen = !(await line.hangUp(FAREWELL));
    return { received: line.received, isLate, isOpen, ms };
  } finally {
    line.close();
  }
}

class Wire {
  #socket;
  #chunks = [];
  #closed = false;
  #mayBeHeads = false;
  /** Called when something has come in, or the connection is closed. */
  #news = () => undefined;

  constructor(url) {
    const { hostname: host, port } = new URL(url);
    this.#socket = connect({ host, port: Number(port), noDelay: true, allowHalfOpen: true });
    this.#socket.on('data', (chunk) => {
      this.#chunks.push(chunk);
      this.#news();
    });
    // The service may well hang up on what we send.
    this.#socket.on('error', () => undefined);
    const close = () => {
      this.#closed = true;
      this.#news();
    };
    this.#socket.on('close', close).on('end', close);
  }

  get received() {
    return Buffer.concat(this.#chunks);
  }

  async send(bytes, cuts) {
    this.#mayBeHeads = bytes.includes('HEAD ');
    const places = [0, ...cuts, bytes.length];
    for (let i = 1; i < places.length && !this.#closed; i++) {
      this.#socket.write(bytes.subarray(places[i - 1], places[i]));
      if (i < places.length - 1) await pause(BETWEEN);
    }
  }

  /** Whether so many answers came in time, or the connection was closed; where none is expected, when all is quiet. */
  async answered(expected, patience) {
    if (expected === 0) {
      for (let seen = -1; seen !== this.#chunks.length && !this.#closed;) {
        seen = this.#chunks.length;
        await this.#until(QUIET);
      }
      return true;
    }
    const over = performance.now() + patience;
    for (;;) {
      const { answers, fault } = readAnswers(this.received, this.#mayBeHeads);
      if (this.#closed || fault || answers.length >= expected) return true;
      const left = over - performance.now();
      if (left <= 0) return false;
      await this.#until(left);
    }
  }

  /** Says that nothing more comes; resolves with whether the other side has closed then, too, in time. */
  async hangUp(patience) {
    this.#socket.end();
    const over = performance.now() + patience;
    while (!this.#closed && performance.now() < over) await this.#until(over - performance.now());
    return this.#closed;
  }

  close() {
    this.#socket.destroy();
  }

  /** Breaks the connection. @returns what came in */
  abort() {
    // A reset waits for what has not gone out yet, which may be for ever.
    if (this.#socket.writableLength > 0) this.#socket.destroy();
    else this.#socket.resetAndDestroy();
    return this.received;
  }

  #until(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#news = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
