import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startRedis } from '../../scripts/redis.mjs';
import { root } from '../../scripts/project.mjs';
import { waitForRedis } from '../../scripts/redis-link.mjs';
import { Child, freePort } from '../service/child.mjs';
import { begin } from '../service/lince.mjs';
import { inLines, isComplaint } from './complaints.mjs';
import { Post } from './post.mjs';

/** A whole Lince whose processes may die: each is there again when it is told to, or by itself. */
export class Crew {
  posts = [];
  urls = [];
  redisUrl = null;
  #ledger;
  #logs;

  /** @param logs folder below `bench/out` where each process' output is left */
  constructor(ledger, logs) {
    this.#ledger = ledger;
    this.#logs = join(root, 'bench', 'out', logs);
  }

  /** Starts everything, in a folder of its own; resolves when it all serves. @param place as scripts/measuring.mjs has it */
  async start(place, { apis, workers }) {
    mkdirSync(this.#logs, { recursive: true });
    await this.#startRedis(place);
    const { settings, engine } = place;
    const post = (role, nth, env) =>
      this.#add(`${role}-${nth + 1}`, role, {
        begin: (name) => begin(role, { settings, redisUrl: this.redisUrl, env, heard: this.#listen(name) }),
        isUp: (child) => child.serves(),
      });
    for (let i = 0; i < apis; i++) {
      const port = await freePort();
      this.urls.push(`http://127.0.0.1:${port}`);
      post('api', i, { LINCE_HOST: '127.0.0.1', LINCE_API_PORT: String(port) });
    }
    for (let i = 0; i < workers; i++) post('worker', i, { LINCE_ENGINE: engine });
    await Promise.all(this.posts.filter(({ role }) => role !== 'redis').map((each) => each.start()));
  }

  of(role) {
    return this.posts.filter((post) => post.role === role);
  }

  /** Stops it all, Redis last. */
  async stop() {
    for (const role of ['api', 'worker', 'redis']) await Promise.all(this.of(role).map((post) => post.close()));
  }

  async #startRedis({ redisServer, folder, settings, signal }) {
    let post;
    const supervise = ({ command, whenUp }) => {
      post = this.#add('redis-1', 'redis', {
        begin: (name) =>
          new Child({
            role: 'redis',
            command,
            env: process.env,
            cwd: root,
            heard: this.#listen(name),
          }),
        isUp: async (child) => {
          const ended = child.gone.then(() => child.requireAlive());
          await Promise.race([whenUp(child, signal), ended]);
        },
      });
      return { up: post.start(), stop: () => post.close() };
    };
    const { url, up } = await startRedis(redisServer, folder, settings.redis, supervise);
    this.redisUrl = url;
    await up;
    await waitForRedis(url, { signal });
  }

  #add(name, role, how) {
    const report = (who, why) => this.#ledger.sin('process', `${who} ended by itself: ${why}`);
    const post = new Post({ name, role, report, ...how });
    this.posts.push(post);
    return post;
  }

  /** @returns what takes a process' output: it is kept, and searched for what must not be */
  #listen(name) {
    const log = createWriteStream(join(this.#logs, `${name}.log`), { flags: this.#begun.has(name) ? 'a' : 'w' });
    this.#begun.add(name);
    const read = inLines((line) => isComplaint(line) && this.#ledger.sin('process', `${name}: ${line}`));
    return (chunk) => {
      log.write(chunk);
      read(chunk);
    };
  }

  #begun = new Set();
}
