import type { Redis } from 'ioredis';
import type { AccessKey } from './access-key.js';
import type { Keys } from './keys.js';
import { unavailable } from './redis.js';
import { defineScript, type Script } from './script.js';

/** What became of asking to send pictures. */
export interface Spent {
  /** What forbids it; null where nothing does. */
  refused: 'rate_exceeded' | 'quota_exceeded' | null;
  /** Pictures that may still be sent now, by the narrower of the two allowances. */
  left: number;
  /** Milliseconds until there is more: until the refused pictures could be sent, or all that was spent is there again. */
  ms: number;
  /** The quota's window that they count in. */
  window: number;
}

/**
 * The rate is the generic cell rate algorithm (ITU-T I.371): `tat` is when the bucket is full again, and a burst of all that
 * fits in the allowance's time is let through; on credit, it may lie further ahead, and then nothing more comes in until
 * that is paid. The quota counts in windows of the allowance's time, from 1970 on.
 *
 * On credit comes what belongs to what has come in before: a debt that is larger than that is another's, and comes first.
 *
 * KEYS: what the key has spent. ARGV: pictures, how many have come in before that these belong to (-1 where nothing is on
 * credit), rate's count and ms, quota's count and ms (0 for none each), the window that is given back to (-1 where nothing
 * is given back). Returns what forbids it ('' for nothing), pictures left, ms, and the quota's window.
 */
const SPEND = `
local t = now()
local n, before, given = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[7])
local rate, span, quota, window = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local kept = redis.call('HMGET', KEYS[1], 'tat', 'window', 'used')
local left, wait, alive = math.huge, 0, 0
local used, nth = 0, 0
if quota > 0 then
  nth = math.floor(t / window)
  local ends = (nth + 1) * window - t
  if kept[2] and tonumber(kept[2]) == nth then used = tonumber(kept[3]) end
  if n > 0 and used + n > quota then return {'quota_exceeded', math.max(0, quota - used), ends, nth} end
  left, wait, alive = quota - used - n, ends, ends
end
if rate > 0 then
  local each = span / rate
  local debt = math.max(t, tonumber(kept[1] or 0)) - t
  local tat = t + debt + n * each
  local over = tat - t - span
  -- A hundredth of a picture is no picture: sums of fractions are not exact.
  if n > 0 and before < 0 and over > each / 100 then
    return {'rate_exceeded', math.max(0, math.floor(n - over / each)), math.ceil(over), nth}
  end
  if n > 0 and before >= 0 and debt - span > (before + 0.01) * each then
    return {'rate_exceeded', 0, math.ceil(debt - span), nth}
  end
  local free = math.max(0, math.floor((span - (tat - t)) / each + 0.01))
  if free <= left then left, wait = free, math.ceil(math.max(0, tat - t)) end
  alive = math.max(alive, math.ceil(tat - t))
  redis.call('HSET', KEYS[1], 'tat', string.format('%.3f', tat))
end
if quota > 0 and (given < 0 or given == nth) then
  redis.call('HSET', KEYS[1], 'window', nth, 'used', math.max(0, used + n))
end
redis.call('PEXPIRE', KEYS[1], math.max(1, alive))
return {'', left, wait, nth}
`;

/** What keys have spent of their rates and quotas, counted once for all API processes. */
export class Allowances {
  private readonly script: Script;

  constructor(
    redis: Redis,
    private readonly keys: Keys,
  ) {
    this.script = defineScript(redis, 'allowanceSpend', SPEND);
  }

  /**
   * Counts pictures that a key sends.
   * @param before how many have come in before that these belong to: more may come then than the rate lets through now, to
   *   be waited for afterwards
   * @returns null where the key has no allowance that could be spent
   * @throws CodedError `queue_unavailable`
   */
  async spend(key: AccessKey, pictures: number, before?: number): Promise<Spent | null> {
    return this.run(key, pictures, before ?? -1, -1);
  }

  /**
   * Takes pictures off again that were counted.
   * @param window that they were counted in: what is over is over
   * @throws CodedError `queue_unavailable`
   */
  async giveBack(key: AccessKey, pictures: number, window: number): Promise<void> {
    await this.run(key, -pictures, -1, window);
  }

  private async run(key: AccessKey, pictures: number, before: number, window: number): Promise<Spent | null> {
    const { name, rate, quota } = key;
    if (!rate && !quota) return null;
    const limits = [rate?.count ?? 0, rate?.ms ?? 0, quota?.count ?? 0, quota?.ms ?? 0];
    const args = [pictures, before, ...limits, window];
    const answer = await this.script([this.keys.spent(name)], args).catch(unavailable);
    const [refused, left, ms, counted] = answer as [Buffer, number, number, number];
    return { refused: (refused.toString() || null) as Spent['refused'], left, ms, window: counted };
  }
}
