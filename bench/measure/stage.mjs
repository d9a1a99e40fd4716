import { BATCH } from '../inputs/kinds.mjs';
import { Meter, sum } from './meter.mjs';
import { RedisWatch } from './redis-calls.mjs';
import { verify } from './verify.mjs';

const MIB = 2 ** 20;
const MS = 1_000;
/** Seconds over which a service is seen to idle before it is measured. */
const GLANCE = 1.5;
/** More of these at a time would be more pictures than anyone sends at once. */
const MOST_BATCHES = 8;

/** A running service, the load process and the instruments between them. */
export class Stage {
  #running;
  #load;
  #signal;
  #meter;
  #redis;
  #idling = 0;

  constructor(running, load, signal) {
    this.#running = running;
    this.#load = load;
    this.#signal = signal;
    this.#meter = new Meter(running, [load.pid]);
    this.#redis = running.prefix ? new RedisWatch(running.redisUrl, running.prefix) : null;
  }

  /** Looks at it idling, to know later when it has come to rest. */
  async settle() {
    // What is still starting up in the first look is at rest in the second.
    const looks = [await this.#meter.idle(GLANCE, this.#signal), await this.#meter.idle(GLANCE, this.#signal)];
    this.#idling = Math.min(...looks.map(sum));
  }

  /** @see verify */
  verify(requests) {
    return verify(this.#running.urls, requests);
  }

  /**
   * Measures one load, after a warm-up of the same.
   * @param load.requestsIn from `Load.store`
   * @param load.kind, load.concurrency what is told of it in the row
   * @param load.seconds, load.warm how long; or load.amount, how many, without a warm-up
   * @returns a row: requests/s, latencies, errors, processor time per good request by role, memory, Redis
   */
  async measure({ kind, warm = 0, ...task }) {
    const load = kind === 'batch' ? { load: 'batches', pictures: BATCH } : {};
    const run = { ...task, ...load, urls: this.#running.urls };
    if (warm > 0) await this.#load.run({ ...run, seconds: warm });
    return { kind, concurrency: task.concurrency, ...(await this.watch(() => this.#load.run(run))) };
  }

  /** Measures any piece of work that resolves with `{ good, errors, seconds }`; rows are as those of `measure`. */
  async watch(work) {
    await this.#meter.rest(this.#idling, this.#signal);
    return this.watchAtOnce(work);
  }

  /** The same, of a service that is not at rest. */
  async watchAtOnce(work) {
    this.#signal.throwIfAborted();
    const watched = this.#redis ? () => this.#redis.during(work) : async () => ({ result: await work() });
    const { result, cpu, rss, pss, strangers } = await this.#meter.during(watched);
    this.#signal.throwIfAborted();
    this.#running.requireAlive();
    const { commands, bundles } = result;
    const { loadCpu, seconds, kept, ...rest } = result.result;
    return {
      ...rest,
      ...(kept && { kept }),
      seconds,
      perSecond: rest.good / seconds,
      cpu: perRequest(cpu, rest.good),
      rss: rss && rss / MIB,
      pss: pss && pss / MIB,
      redis: this.#redis && aboutRedis(commands, bundles, rest.good),
      loadCores: loadCpu === undefined ? null : loadCpu / seconds,
      strangers,
    };
  }

  /** @returns each role's part of a core while nothing is asked */
  async idle(seconds) {
    await this.#meter.rest(this.#idling, this.#signal);
    return this.#meter.idle(seconds, this.#signal);
  }

  close() {
    this.#redis?.close();
  }
}

/** Whether a kind is measured with that many at a time. */
export const sensible = (kind, concurrency) => kind !== 'batch' || concurrency <= MOST_BATCHES;

function perRequest(cpu, good) {
  if (good === 0 || Object.keys(cpu).length === 0) return null;
  const each = Object.fromEntries(Object.entries(cpu).map(([role, seconds]) => [role, (seconds * MS) / good]));
  return { ...each, sum: sum(each) };
}

const aboutRedis = (commands, bundles, good) => ({
  perPicture: good ? commands / good : null,
  perBundle: bundles ? commands / bundles : null,
  picturesPerBundle: bundles ? good / bundles : null,
});
