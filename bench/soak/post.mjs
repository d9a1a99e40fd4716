import { setTimeout as pause } from 'node:timers/promises';

/** Milliseconds until a process is started again that has ended by itself. */
const PAUSE = 500;

/** A place in the service that one process after another holds. */
export class Post {
  #begin;
  #report;
  #closed = false;
  /** The process that we have ended ourselves. */
  #ended = null;
  child = null;
  starts = 0;

  /**
   * @param name what it is called in tables
   * @param role what it is: `api`, `worker`, `redis`
   * @param begin starts a process, and returns its Child
   * @param isUp takes the Child, and resolves when it serves; rejected when it ends before
   * @param report takes the name, and in what way a process ended by itself
   */
  constructor({ name, role, begin, isUp, report }) {
    this.name = name;
    this.role = role;
    this.isUp = isUp;
    this.#begin = begin;
    this.#report = report;
  }

  /** Starts its process; resolves when that serves. */
  async start() {
    const child = (this.child = this.#begin(this.name));
    this.starts++;
    void child.gone.then((how) => this.#replace(child, how));
    await this.isUp(child);
  }

  /** Starts another process; resolves when that serves, or has ended, which is reported. */
  async startAgain() {
    await this.start().catch(() => undefined);
  }

  /** Ends its process by SIGKILL; resolves when it is gone. */
  async kill() {
    this.#ended = this.child;
    this.child.signal('SIGKILL');
    await this.child.gone;
  }

  /** Ends its process by SIGTERM; resolves when it is gone, and says so when that was not in order. */
  async dismiss() {
    this.#ended = this.child;
    this.child.signal('SIGTERM');
    const how = await this.child.gone;
    if (how !== 0) this.#report(this.name, `SIGTERM: ${how}`);
  }

  freeze() {
    this.child.signal('SIGSTOP');
  }

  thaw() {
    this.child.signal('SIGCONT');
  }

  /** Ends its process for good. */
  async close() {
    this.#closed = true;
    await this.child?.stop();
  }

  async #replace(child, how) {
    if (this.#closed || this.#ended === child) return;
    this.#report(this.name, how);
    await pause(PAUSE);
    if (!this.#closed) await this.startAgain();
  }
}
