import type { Redis } from 'ioredis';
import type { Keys } from './keys.js';
import { unavailable } from './redis.js';
import { defineScript, type Script } from './script.js';

/** Pictures without an outcome, and how many of them workers have in hand. */
export interface Line {
  waiting: number;
  processing: number;
}

/** KEYS: the load, the open records, the bundles in hand (two lists), and what the keys of records begin with. */
const LENGTH = `
local pictures = redis.call('EXISTS', KEYS[2]) == 1 and tonumber(redis.call('HGET', KEYS[1], 'pictures') or 0) or 0
local processing = 0
for i = 3, 4 do
  for _, id in ipairs(redis.call('LRANGE', KEYS[i], 0, -1)) do
    processing = processing + (redis.call('HGET', KEYS[5] .. id, 'open') or 0)
  end
end
return {pictures, processing}
`;

/** The pictures that wait, or are worked on, whoever sent them. */
export class Lines {
  private readonly length: Script;

  constructor(
    redis: Redis,
    private readonly keys: Keys,
  ) {
    this.length = defineScript(redis, 'lineLength', LENGTH);
  }

  /** @throws CodedError `queue_unavailable` */
  async read(): Promise<Line> {
    const { load, open, awaitedInHand, submittedInHand, record } = this.keys;
    const where = [load, open, awaitedInHand, submittedInHand, record('')];
    const [pictures, processing] = (await this.length(where, []).catch(unavailable)) as [number, number];
    return { waiting: Math.max(0, pictures - processing), processing };
  }
}
