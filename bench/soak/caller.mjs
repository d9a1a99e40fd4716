import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { request } from '../inputs/requests.mjs';
import { Connection } from '../load/connection.mjs';

/** Milliseconds that a client waits, at least and at most, when nobody was there or it was sent away. */
const BREATH = [50, 300];

/** One client's connections to all API processes, as many as it needs. It keeps the books of what is never answered. */
export class Caller {
  #urls;
  #all = new Set();
  /** By the address: those over which nothing is under way. */
  #free = new Map();
  #dice;
  #ledger;
  #signal;

  /** @param signal ends whatever is under way */
  constructor(urls, { dice, ledger, signal }) {
    this.#urls = urls;
    this.#dice = dice;
    this.#ledger = ledger;
    this.#signal = signal;
    setMaxListeners(0, signal);
    signal.addEventListener('abort', () => this.close(), { once: true });
  }

  /**
   * Sends a request to any of the processes.
   * @returns `{ status, json, head, asked }`; null when there was no answer
   */
  async send(message, what = 'request') {
    if (this.#signal.aborted) return null;
    const asked = this.#ledger.now;
    const url = this.#dice.pick(this.#urls);
    const connection = this.#free.get(url)?.pop() ?? new Connection(url);
    this.#all.add(connection);
    try {
      const { status, head, body } = await connection.send(message);
      // What is too large is not read to its end; nothing more is said over that connection.
      if (status === 413) this.#drop(connection);
      else this.#free.set(url, [...(this.#free.get(url) ?? []), connection]);
      if (status === 503 || status === 429) await this.#breathe();
      return { status, head, asked, json: body.length > 0 ? JSON.parse(body) : null };
    } catch (error) {
      this.#drop(connection);
      if (this.#signal.aborted) return null;
      // It was there, and said nothing for as long as nobody would wait.
      if (error.message === 'ETIMEDOUT') this.#ledger.sin('unanswered', what);
      this.#ledger.unconnected.add(error.message);
      await this.#breathe();
      return null;
    }
  }

  /** Asks for something by GET. */
  get(path) {
    return this.send(request('GET', path), `GET ${path}`);
  }

  close() {
    for (const connection of this.#all) connection.close();
  }

  #drop(connection) {
    this.#all.delete(connection);
    connection.close();
  }

  async #breathe() {
    await pause(this.#dice.between(...BREATH), null, { signal: this.#signal }).catch(() => undefined);
  }
}
