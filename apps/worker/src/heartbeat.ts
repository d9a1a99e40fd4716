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
    private readonly facts: () => Promise<Omit<WorkerFacts, 'id'>>,
  ) {}

  async start(): Promise<void> {
    await this.beat();
    this.timer = setInterval(
      () => void this.beat().catch((error: Error) => this.logger.warn(error.message)),
      HEARTBEAT,
    );
  }

  /** The last sign. Nobody waits for it: where Redis is away, the others end by themselves. */
  stop(): void {
    clearInterval(this.timer);
    this.fleet.leave(this.id).catch(() => undefined);
  }

  private async beat(): Promise<void> {
    await this.fleet.announce({ id: this.id, ...(await this.facts()) });
  }
}
