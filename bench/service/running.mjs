import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../../scripts/failure.mjs';
import { words } from '../../scripts/language.mjs';

/** Milliseconds between two looks at whether a service is there, and until one that is not counts as broken. */
const GLANCE = 100;
const PATIENCE = 120_000;

/** A service that was started: its processes, where it listens, and its Redis, if it has one. */
export class Running {
  #children = [];
  #last = () => undefined;
  urls = [];
  redisUrl = null;

  add(child) {
    this.#children.push(child);
    return child;
  }

  /** @param work what is left to do when every process has been stopped */
  afterwards(work) {
    this.#last = work;
  }

  /** Stops one of its processes, while the others go on. */
  async dismiss(child) {
    await child.stop();
    this.#children = this.#children.filter((other) => other !== child);
  }

  /** `{ pid, role }` of each process that was started; what these started is in their sessions. */
  get processes() {
    return this.#children.map(({ pid, role }) => ({ pid, role }));
  }

  /** The first of its processes with that role. */
  childOf(role) {
    return this.#children.find((child) => child.role === role);
  }

  /** @throws Failure when a process has ended */
  requireAlive() {
    for (const child of this.#children) child.requireAlive();
  }

  /** Waits until the addresses answer with a 2xx. @param path what is asked for */
  async answers(path, signal, urls = this.urls) {
    const since = Date.now();
    for (const url of urls) {
      for (;;) {
        this.requireAlive();
        const answer = await fetch(url + path, { signal }).catch(() => null);
        await answer?.body?.cancel();
        if (answer?.ok) break;
        signal.throwIfAborted();
        if (Date.now() - since > PATIENCE) throw new Failure(words(`${url} no responde.`, `${url} does not answer.`));
        await sleep(GLANCE, null, { signal });
      }
    }
  }

  /** Stops everything, the last started first: each may need what was started before it. */
  async stop() {
    const [first, ...others] = this.#children.splice(0);
    await Promise.all(others.map((child) => child.stop()));
    await first?.stop();
    await this.#last();
  }
}
