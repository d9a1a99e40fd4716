import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'node:v8';

const PROGRAM = new URL('main.mjs', import.meta.url);

/** The process that sends: apart from ours, which measures meanwhile. */
export class Load {
  #folder;
  #child = fork(PROGRAM, { detached: true });
  #files = 0;

  /**
   * @param folder an existing one, for the requests
   * @param signal ends it, whatever it is doing
   */
  constructor(folder, signal) {
    this.#folder = folder;
    signal.addEventListener('abort', () => this.stop());
    this.#child.on('error', () => undefined);
  }

  get pid() {
    return this.#child.pid;
  }

  /** Puts requests where the process finds them. @returns what `run` wants as `requestsIn` */
  store(requests) {
    const file = join(this.#folder, `requests-${this.#files++}`);
    writeFileSync(file, serialize(requests));
    return file;
  }

  /** @param task as closed-loop.mjs and batches.mjs take it, with `load`, the one that is meant */
  async run(task) {
    const over = new AbortController();
    const { signal } = over;
    this.#child.send({ load: 'closedLoop', ...task });
    try {
      const gone = once(this.#child, 'exit', { signal }).then(([code, by]) => {
        throw new Error(`load: ${code ?? by}`);
      });
      const [result] = await Promise.race([once(this.#child, 'message', { signal }), gone]);
      return result;
    } finally {
      over.abort();
    }
  }

  stop() {
    this.#child.kill();
  }
}
