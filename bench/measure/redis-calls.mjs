import { Redis } from 'ioredis';

/** What our own looking costs. */
const OURS = new Set(['info', 'hello', 'client', 'client|setinfo']);

/** How often each command was called, from what `INFO commandstats` answers; scripts' own commands are in it. */
export function parseCalls(text) {
  const calls = {};
  for (const [, name, count] of text.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)) {
    if (!OURS.has(name)) calls[name] = Number(count);
  }
  return calls;
}

/** The calls that were made between two such answers, all commands together. */
export const callsBetween = (before, after) =>
  Object.entries(after).reduce((total, [name, count]) => total + count - (before[name] ?? 0), 0);

/** Looks into a service's Redis: the calls it was asked, and the bundles it was given. */
export class RedisWatch {
  #redis;
  #counter;

  /** @param prefix that of Lince's keys; BullMQ counts the bundles under it */
  constructor(url, prefix) {
    const { protocol, pathname } = new URL(url);
    this.#redis = protocol === 'unix:' ? new Redis({ path: decodeURIComponent(pathname) }) : new Redis(url);
    this.#counter = `{${prefix}}:bundles:id`;
  }

  /** Does a piece of work. @returns its result, and the commands and bundles meanwhile */
  async during(work) {
    const bundlesBefore = await this.#bundles();
    const before = await this.#calls();
    const result = await work();
    const commands = callsBetween(before, await this.#calls());
    return { result, commands, bundles: (await this.#bundles()) - bundlesBefore };
  }

  close() {
    this.#redis.disconnect();
  }

  async #calls() {
    return parseCalls(await this.#redis.info('commandstats'));
  }

  async #bundles() {
    return Number((await this.#redis.get(this.#counter)) ?? 0);
  }
}
