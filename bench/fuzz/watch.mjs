import { allProcesses } from '../measure/proc.mjs';

const MIB = 2 ** 20;
/** Milliseconds between two looks. */
const EVERY = 200;

/** Watches the memory of all processes together, and of each. */
export class Watch {
  peak = 0;
  peaks = new Map();
  #posts;

  /** @param posts the crew's */
  constructor(posts) {
    this.#posts = posts;
  }

  /** Looks until it is enough. */
  until(enough) {
    const timer = setInterval(() => this.look(), EVERY);
    enough.addEventListener('abort', () => clearInterval(timer));
  }

  /** @returns MiB of all of them now */
  look() {
    const rss = new Map(allProcesses().map((each) => [each.pid, each.rss / MIB]));
    let sum = 0;
    for (const { name, child } of this.#posts) {
      const mib = rss.get(child.pid) ?? 0;
      sum += mib;
      this.peaks.set(name, Math.max(mib, this.peaks.get(name) ?? 0));
    }
    this.peak = Math.max(this.peak, sum);
    return sum;
  }
}
