import type { Redis } from 'ioredis';
import { HEARTBEAT } from './fleet.js';
import { readMemory } from './load.js';

/** The share of Redis' memory from which results are kept for less long; at the other one, for the least time there is. */
const SHORT = 0.6;
const SHORTEST_AT = 0.8;
/** Milliseconds for which a result is kept in any case, so that whoever asked for it can read it. */
const LEAST = 60_000;

/**
 * How long results are kept: as long as is wished while there is memory for them, and the less the more of it is in use. Else
 * a steady load would fill the memory with answers that have long been read, and nothing new could come in.
 */
export class Retention {
  private memory = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param wished ms */
  constructor(
    private readonly redis: Redis,
    private readonly wished: number,
  ) {}

  /** Milliseconds, as things are now. */
  get ms(): number {
    return keptFor(this.wished, this.memory);
  }

  /** Looks from now on how things are, as often as workers give signs of life. */
  start(): void {
    const look = async (): Promise<void> => void ({ memory: this.memory } = await readMemory(this.redis));
    // Redis tells of its outages itself.
    this.timer = setInterval(() => void look().catch(() => undefined), HEARTBEAT);
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

/** @param memory the share of it that is in use */
export function keptFor(wished: number, memory: number): number {
  const left = Math.min(1, Math.max(0, (SHORTEST_AT - memory) / (SHORTEST_AT - SHORT)));
  return Math.round(Math.max(Math.min(wished, LEAST), wished * left));
}
