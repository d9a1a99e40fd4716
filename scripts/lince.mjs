import { Crew } from './crew.mjs';
import { NODE_FLAGS } from './node-flags.mjs';
import { supervise } from './processes.mjs';
import { startRedis } from './redis.mjs';
import { childEnvironment } from './settings.mjs';

const PROGRAMS = { api: 'apps/api/src/main.js', worker: 'apps/worker/src/main.js', web: 'apps/web/src/server/main.js' };

/**
 * Milliseconds after the word to stop, and after the API has had everybody go elsewhere, at which what still runs is killed, so
 * that ten seconds are enough for all.
 */
const LAST_MOMENT = { doors: 5_250, workers: 7_500, redis: 9_000 };

/** The processes that are Lince. */
export class Lince {
  #settings;
  #server;
  #ending;
  #env;
  #doors = [];
  #redis = null;
  #crew = new Crew((name, engine) => this.#run(name, PROGRAMS.worker, { LINCE_ENGINE: engine }));

  /**
   * @param server the Redis to start; without one the settings' own is used
   * @param ending an AbortController: nothing starts once it is aborted, and a child that cannot go on aborts it
   */
  constructor(settings, server, ending) {
    this.#settings = settings;
    this.#server = server;
    this.#ending = ending;
  }

  /** Resolves when Redis answers and has its data. */
  async openRedis() {
    const { dataFolder, redis, redisUrl } = this.#settings;
    if (this.#server) {
      const start = (options) => this.#supervise({ ...options, env: process.env });
      this.#redis = await startRedis(this.#server, dataFolder, redis, start);
      await this.#redis.up;
    }
    this.#env = childEnvironment(this.#settings, this.#redis?.url ?? redisUrl);
  }

  /** Resolves when the page's server listens. */
  async openPage() {
    await this.#open('web');
  }

  /** Resolves when the API listens and every worker serves. */
  async openApiAndWorkers(engine) {
    await Promise.all([this.#open('api'), this.#crew.start(this.#settings.workers, engine)]);
  }

  /** Exchanges the workers for others on that engine, without a pause. @throws Failure when it cannot serve */
  async exchangeWorkers(engine) {
    await this.#crew.exchange(engine, LAST_MOMENT.workers, this.#ending.signal);
  }

  /** Stops everything, in order: no new work, then the work at hand, then what remembers it. */
  async stop() {
    const began = Date.now() + this.#settings.drain;
    await Promise.all(this.#doors.map((door) => door.stop(began + LAST_MOMENT.doors)));
    await this.#crew.stop(began + LAST_MOMENT.workers);
    await this.#redis?.stop(began + LAST_MOMENT.redis);
  }

  #open(name) {
    const door = this.#run(name, PROGRAMS[name]);
    this.#doors.push(door);
    return door.up;
  }

  #run(name, program, env = {}) {
    return this.#supervise({
      name,
      command: [process.execPath, ...NODE_FLAGS, `dist/${program}`],
      env: { ...this.#env, ...env },
    });
  }

  #supervise(options) {
    this.#ending.signal.throwIfAborted();
    return supervise({ ...options, onFatal: (failure) => this.#ending.abort(failure) });
  }
}
