import { allProcesses, openFiles } from '../measure/proc.mjs';

/** Looks at the processes of a crew now and then: memory and open files of each. */
export class Vitals {
  samples = [];
  #crew;
  #began = performance.now();

  constructor(crew) {
    this.#crew = crew;
  }

  /** `{ seconds, posts }`; of each post its name, how often it was started, bytes of memory and open files. */
  look() {
    const rss = new Map(allProcesses().map((process) => [process.pid, process.rss]));
    const posts = this.#crew.posts.map(({ name, starts, child }) => ({
      ...{ name, starts },
      ...{ rss: rss.get(child.pid) ?? 0, files: openFiles(child.pid) },
    }));
    this.samples.push({ seconds: (performance.now() - this.#began) / 1_000, posts });
  }

  /** Looks at the beginning, after each tenth of that many seconds, until it is enough. @returns what ends it */
  every(seconds) {
    this.look();
    const timer = setInterval(() => this.look(), seconds * 100);
    return () => clearInterval(timer);
  }
}
