/** Counts of whatever comes, by name. */
export class Counts {
  #counts = new Map();

  add(name, count = 1) {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + count);
  }

  of(name) {
    return this.#counts.get(name) ?? 0;
  }

  get total() {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** By name, the names in order. */
  toJSON() {
    return Object.fromEntries([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
