import { randomUUID } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { Fleet, HEARTBEAT } from '#platform';

/** Bundles that each worker has at most under way: one in its hands, and the next. */
const A_WORKER = 2;

/** How many bundles this process may have under way: its share of what keeps all live workers busy. */
@Injectable()
export class Slots {
  private readonly logger = new Logger(Slots.name);
  private readonly id = randomUUID();
  private timer: NodeJS.Timeout | undefined;
  private share = A_WORKER;

  constructor(private readonly fleet: Fleet) {}

  get count(): number {
    return this.share;
  }

  /** Says from now on that this process lives, and hears how many others do. */
  async start(): Promise<void> {
    await this.look();
    this.timer = setInterval(() => {
      this.look().catch((error: Error) => this.logger.warn(error.message));
    }, HEARTBEAT);
  }

  stop(): void {
    clearInterval(this.timer);
    this.fleet.leaveDoor(this.id).catch(() => undefined);
  }

  private async look(): Promise<void> {
    const { apis, workers } = await this.fleet.attendDoor(this.id);
    this.share = Math.max(1, Math.ceil((A_WORKER * Math.max(1, workers)) / Math.max(1, apis)));
  }
}
