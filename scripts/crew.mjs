/** The worker processes, and how they are exchanged for others without a pause in the service. */
export class Crew {
  #hire;
  #members = [];
  #hired = 0;

  /** @param hire takes a name and an engine and starts a supervised worker */
  constructor(hire) {
    this.#hire = hire;
  }

  /** Starts that many at once. @returns what each said when it served */
  start(count, engine) {
    return Promise.all(Array.from({ length: count }, () => this.#add(engine).up));
  }

  /**
   * Exchanges the workers for new ones on another engine, one by one: each leaves when its successor serves.
   * @throws Failure when a new one cannot serve; the old ones stay
   */
  async exchange(engine, patience, signal) {
    for (const old of [...this.#members]) {
      signal.throwIfAborted();
      const successor = this.#add(engine);
      await successor.up.catch((failure) => {
        this.#remove(successor);
        throw failure;
      });
      await old.stop(Date.now() + patience);
      this.#remove(old);
    }
  }

  async stop(deadline) {
    await Promise.all(this.#members.map((member) => member.stop(deadline)));
  }

  #add(engine) {
    const member = this.#hire(`worker-${++this.#hired}`, engine);
    this.#members.push(member);
    return member;
  }

  #remove(member) {
    this.#members = this.#members.filter((other) => other !== member);
  }
}
