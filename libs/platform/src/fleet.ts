import type { ServedModel } from '#contract';
import type { Redis } from 'ioredis';
import type { Keys } from './keys.js';
import type { Latencies } from './latencies.js';
import { unavailable } from './redis.js';
import { defineScript, type Script } from './script.js';

/** Milliseconds between two signs of life. */
export const HEARTBEAT = 2_000;
/** Milliseconds after its last sign of life until a worker is believed dead. */
const PATIENCE = 3 * HEARTBEAT;

/** What a worker says of its models. */
export interface ModelFacts {
  /** Those that it can answer with; one that is not warm is loaded when it is asked for. */
  models: (ServedModel & { warm: boolean })[];
  /** Those that it could not load, though what was there before may go on answering. Older workers do not say. */
  broken?: ServedModel[];
}

/** What a worker says of itself. */
export interface WorkerFacts extends ModelFacts {
  id: string;
  engine: string;
  /** Of the pictures that it answered in the last minute. Older workers do not say. */
  lastMinute?: Latencies;
}

const ANNOUNCE = `
redis.call('ZADD', KEYS[1], now() + ARGV[3], ARGV[1])
redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
`;

const LEAVE = `
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('HDEL', KEYS[2], ARGV[1])
`;

const ATTEND = `
redis.call('ZADD', KEYS[3], now() + ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now())
return {redis.call('ZCARD', KEYS[3]), redis.call('ZCOUNT', KEYS[1], now(), '+inf')}
`;

const LIVE = `
local dead = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now())
for _, id in ipairs(dead) do
  redis.call('ZREM', KEYS[1], id)
  redis.call('HDEL', KEYS[2], id)
end
return redis.call('HVALS', KEYS[2])
`;

const DOORS = `return redis.call('ZCOUNT', KEYS[3], now(), '+inf')`;

/** The workers that are alive, by the signs of life that they give in Redis. */
export class Fleet {
  private readonly scripts: Record<'announce' | 'leave' | 'attend' | 'doors' | 'live', Script>;
  private readonly where: string[];

  constructor(
    private readonly redis: Redis,
    keys: Keys,
  ) {
    this.where = [keys.workers, keys.workerFacts, keys.apis];
    this.scripts = {
      announce: defineScript(redis, 'fleetAnnounce', ANNOUNCE),
      leave: defineScript(redis, 'fleetLeave', LEAVE),
      attend: defineScript(redis, 'fleetAttend', ATTEND),
      doors: defineScript(redis, 'fleetDoors', DOORS),
      live: defineScript(redis, 'fleetLive', LIVE),
    };
  }

  /** A sign of life; due every {@link HEARTBEAT} ms. */
  async announce(facts: WorkerFacts): Promise<void> {
    await this.scripts.announce(this.where, [facts.id, JSON.stringify(facts), PATIENCE]);
  }

  async leave(id: string): Promise<void> {
    await this.scripts.leave(this.where, [id]);
  }

  /** The sign of life of an API process, due as often. @returns how many of those and of workers there are */
  async attendDoor(id: string): Promise<{ apis: number; workers: number }> {
    const answer = await this.scripts.attend(this.where, [id, PATIENCE]).catch(unavailable);
    const [apis, workers] = answer as [number, number];
    return { apis, workers };
  }

  /** How many API processes live. @throws CodedError `queue_unavailable` */
  async doors(): Promise<number> {
    return (await this.scripts.doors(this.where, []).catch(unavailable)) as number;
  }

  async leaveDoor(id: string): Promise<void> {
    await this.redis.zrem(this.where[2]!, id);
  }

  /** @throws CodedError `queue_unavailable` */
  async live(): Promise<WorkerFacts[]> {
    const facts = (await this.scripts.live(this.where, []).catch(unavailable)) as Buffer[];
    return facts.map((each) => JSON.parse(each.toString()) as WorkerFacts);
  }
}
