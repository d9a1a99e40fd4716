import { OnWorkerEvent, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import type { WorkerOptions } from 'bullmq';

const SECOND = 1_000;

/** How every queue is taken from: begun by us, and soon noticed where a worker died. */
export const DELIVERY = {
  autorun: false,
  lockDuration: 10 * SECOND,
  stalledInterval: 5 * SECOND,
} satisfies Partial<WorkerOptions>;

/** Takes jobs from a queue, from when it is started to when it is stopped. */
export abstract class QueueProcessor extends WorkerHost {
  protected readonly logger = new Logger(this.constructor.name);
  private trouble = '';

  /** Takes jobs from now on. @param concurrency how many it has in hand at once */
  start(concurrency: number): void {
    this.worker.concurrency = concurrency;
    void this.worker.run();
  }

  /** Takes no more jobs, and resolves when those in hand are done. */
  async stop(): Promise<void> {
    await this.worker.close();
  }

  /** Each trouble with the queue once, not as often as it is met again, until a job comes through. */
  @OnWorkerEvent('error')
  tell(error: NodeJS.ErrnoException): void {
    // What the system says of a connection is logged by the connection, once an outage.
    if (typeof error.code === 'string' || error.message === this.trouble) return;
    this.trouble = error.message;
    this.logger.warn(`queue: ${error.message}`);
  }

  /** A job has come through. */
  protected isWell(): void {
    this.trouble = '';
  }
}
