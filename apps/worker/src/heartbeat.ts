import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { Fleet, HEARTBEAT, type WorkerFacts } from '#platform';

/** What there is to say that changes. */
type News = Omit<WorkerFacts, 'id' | 'engine'>;

/** This worker's signs of life. */
export class Heartbeat {
  private readonly logger = new Logger(Heartbeat.name);
  private readonly id = randomUUID();
  private facts: (() => Promise<News>) | null = null;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly fleet: Fleet,
    private readonly engine: string,
  ) {}

  /** @param facts what there is to say of this worker now */
  async start(facts: () => Promise<News>): Promise<void> {
    this.facts = facts;
    await this.beat();
    this.timer = setInterval(() => this.tell(), HEARTBEAT);
  }

  /** A sign out of turn, because there is something new to say; none before the first, nor after the last. */
  tell(): void {
    this.beat().catch((error: Error) => this.logger.warn(error.message));
  }

  /** The last sign. Nobody waits for it: where Redis is away, the others end by themselves. */
  stop(): void {
    clearInterval(this.timer);
    this.facts = null;
    this.fleet.leave(this.id).catch(() => undefined);
  }

  private async beat(): Promise<void> {
    const facts = await this.facts?.();
    if (facts && this.facts) await this.fleet.announce({ id: this.id, engine: this.engine, ...facts });
  }
}
