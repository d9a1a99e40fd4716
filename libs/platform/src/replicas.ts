import { CodedError } from '#contract';
import type { Logger } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Fresh } from './fresh.js';
import { unavailable } from './redis.js';

/** Milliseconds that replicas have to say that they have what was written. */
const PATIENCE = 1_000;

/** Sees to it that what was acknowledged survives its master: replicas have it, too, before anybody is told. */
export class Replicas {
  private readonly connected = new Fresh(() => this.count());
  /** How often the connection was lost. */
  private losses = 0;
  private underWay: Promise<void> = Promise.resolve();
  private next: Promise<void> | null = null;
  private missing = false;

  /**
   * @param redis the connection over which is written
   * @param wanted how many replicas must have it; of those that are connected, if they are fewer
   */
  constructor(
    private readonly redis: Redis,
    private readonly wanted: number,
    private readonly logger: Logger,
  ) {
    redis.on('close', () => this.losses++);
  }

  /**
   * Resolves as `written` does, when the replicas have it.
   * @param written the answers to what has just been sent over the connection
   * @throws CodedError `queue_unavailable` where they do not say so in time, or the connection was lost meanwhile
   */
  async have<T>(written: Promise<T>): Promise<T> {
    if (this.wanted === 0) return written;
    const { losses } = this;
    const result = await written;
    await this.confirm();
    // Another connection, be it to another master, knows nothing of what was written over this one.
    if (losses !== this.losses) throw new CodedError('queue_unavailable');
    return result;
  }

  /** Asks once for all that wait: what is asked next tells of all that was written until then. */
  private confirm(): Promise<void> {
    this.next ??= this.underWay
      .catch(() => undefined)
      .then(() => {
        this.next = null;
        return (this.underWay = this.ask());
      });
    return this.next;
  }

  private async ask(): Promise<void> {
    const wanted = this.asManyAsCan(await this.connected.get());
    if (wanted === 0) return;
    const have = await this.redis.wait(wanted, PATIENCE).catch(unavailable);
    if (have >= wanted) return;
    // Those that have gone meanwhile need not have it.
    if (have < this.asManyAsCan(await this.connected.get(() => false))) throw new CodedError('queue_unavailable');
  }

  /** A group of two whose master has died must go on serving. */
  private asManyAsCan(connected: number): number {
    const missing = connected < this.wanted;
    if (missing && !this.missing) {
      this.logger.warn(
        `${connected} of ${this.wanted} replicas are there (LINCE_REDIS_REPLICAS): what is accepted now is safe on no more`,
      );
    }
    if (!missing && this.missing) this.logger.log('enough replicas are there again');
    this.missing = missing;
    return Math.min(connected, this.wanted);
  }

  /** How many replicas are connected. */
  private async count(): Promise<number> {
    const [role, , replicas] = (await this.redis.role().catch(unavailable)) as [string, number, unknown[]];
    if (role !== 'master') throw new CodedError('queue_unavailable');
    return replicas.length;
  }
}
