import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import { Fleet, HEARTBEAT, type WorkerFacts } from '#platform';

/** This worker's signs of life. */
export class Heartbeat {
  private readonly logger = new Logger(Heartbeat.name);
  private readonly id = randomUUID();
  private timer: NodeJS.Timeout | undefined;

  /** @param facts what there is to say of this worker now */
  constructor(
    private readonly fleet: Fleet,
    private readonly facts: () => Omit<WorkerFacts, 'id'>,
  ) {}

  async start(): Promise<void> {
    await this.beat();
    this.timer = setInterval(() => void this.beat().catch((error: Error) => this.logger.warn(error.message)), HEARTBEAT);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.fleet.leave(this.id);
  }

  private beat(): Promise<void> {
    return this.fleet.announce({ id: this.id, ...this.facts() });
  }
}
