import type { Redis } from 'ioredis';
import type { JobId } from './job-id.js';
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

/** Bundles that are looked at to tell how many pictures are before another in line; where more are, the others count as these do. */
const SAMPLE = 32;

/**
 * KEYS: the line, what goes before it, what is waited for, and what the keys of records begin with. ARGV: bundle, index. Returns
 * how many pictures are before one; null where its bundle does not wait.
 */
const AHEAD = `
local function open_of(count, nth)
  local looked, sum = math.min(count, ${SAMPLE}), 0
  for i = 0, looked - 1 do
    sum = sum + (redis.call('HGET', KEYS[4] .. nth(math.floor(i * count / looked)), 'open') or 0)
  end
  return looked == 0 and 0 or math.floor(sum * count / looked + 0.5)
end
local function open_in(ids)
  return open_of(#ids, function(i) return ids[i + 1] end)
end
local function before_in_list(key)
  local at = redis.call('LPOS', key, ARGV[1], 'RANK', -1)
  return at and open_in(redis.call('LRANGE', key, at + 1, -1))
end
local function before_in_line()
  local rank = redis.call('ZRANK', KEYS[1], ARGV[1])
  if not rank then return before_in_list(KEYS[2]) end
  return open_in(redis.call('LRANGE', KEYS[2], 0, -1)) + open_of(rank, function(i) return redis.call('ZRANGE', KEYS[1], i, i)[1] end)
end
local ahead = before_in_line() or before_in_list(KEYS[3])
if not ahead then return false end
for i = 0, ARGV[2] - 1 do
  if redis.call('HGET', KEYS[4] .. ARGV[1], i .. ':state') == 'queued' then ahead = ahead + 1 end
end
return ahead
`;

/** The pictures that wait, or are worked on, whoever sent them. */
export class Lines {
  private readonly length: Script;
  private readonly before: Script;

  constructor(
    redis: Redis,
    private readonly keys: Keys,
  ) {
    this.length = defineScript(redis, 'lineLength', LENGTH);
    this.before = defineScript(redis, 'lineAhead', AHEAD);
  }

  /** @throws CodedError `queue_unavailable` */
  async read(): Promise<Line> {
    const { load, open, awaitedInHand, submittedInHand, record } = this.keys;
    const where = [load, open, awaitedInHand, submittedInHand, record('')];
    const [pictures, processing] = (await this.length(where, []).catch(unavailable)) as [number, number];
    return { waiting: Math.max(0, pictures - processing), processing };
  }

  /**
   * How many pictures without an outcome are before one in its queue, those apart that workers have in hand; an estimate
   * where they are many.
   * @returns null where its bundle does not wait
   * @throws CodedError `queue_unavailable`
   */
  async ahead({ bundle, index }: JobId): Promise<number | null> {
    const { line, firstInLine, awaited, record } = this.keys;
    return (await this.before([line, firstInLine, awaited, record('')], [bundle, index]).catch(unavailable)) as
      number | null;
  }
}
