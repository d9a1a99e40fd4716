import { setTimeout as pause } from 'node:timers/promises';
import { digits, toPng } from '../inputs/digits.mjs';
import { upload } from '../inputs/requests.mjs';
import { Connection } from '../load/connection.mjs';

/** Digits of each class that it asks for in turn, milliseconds between two questions, and until an answer is too late. */
const EACH = 5;
const BETWEEN = 20;

/** A client that only ever asks for known digits: to it nothing of all that goes on may show. */
export class Control {
  asked = 0;
  slowest = 0;
  #url;
  #findings;
  #patience;
  #allServe;

  /**
   * @param patience milliseconds until an answer is too late
   * @param allServe resolves when there is somebody to ask: that a process has ended is told once
   */
  constructor(url, findings, { patience, allServe }) {
    this.#allServe = allServe;
    this.#url = url;
    this.#findings = findings;
    this.#patience = patience;
  }

  /** Asks one question after another until it is enough; a service that cannot read its digits is told of, too. */
  async run(enough) {
    const known = (await digits(EACH)).map((each) => ({ ...each, request: upload('/predict', fileOf(each)) }));
    const connection = new Connection(this.#url);
    while (!enough.aborted) {
      await this.#allServe();
      const { digit, request } = known[this.asked % known.length];
      await this.#ask(connection, digit, request);
      await pause(BETWEEN, null, { signal: enough }).catch(() => undefined);
    }
    connection.close();
  }

  async #ask(connection, digit, request) {
    const began = performance.now();
    this.asked++;
    const wrong = await connection.send(request).then(
      ({ status, body }) => (status === 200 && JSON.parse(body).class === digit ? null : `${status} ${body}`),
      (error) => error.message,
    );
    const ms = performance.now() - began;
    this.slowest = Math.max(this.slowest, ms);
    if (wrong) this.#findings.add({ where: 'control', what: `a ${digit}: ${wrong}` });
    if (ms > this.#patience) this.#findings.add({ where: 'control', what: `a ${digit} took ${Math.round(ms)} ms` });
  }
}

const fileOf = (digit) => ({ name: 'control.png', type: 'image/png', bytes: toPng(digit) });
