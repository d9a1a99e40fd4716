import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, Logger } from '@nestjs/common';
import { UnrecoverableError, type Job, type WorkerOptions } from 'bullmq';
import { bundleSchema, QUEUE, SUBMITTED, type Bundle } from '#contract';
import { BundleWork } from './bundle-work.js';

const SECOND = 1_000;

const delivery = {
  autorun: false,
  lockDuration: 10 * SECOND,
  stalledInterval: 5 * SECOND,
  // The record counts the tries of each picture; BullMQ's count would fail all of a bundle for one.
  maxStalledCount: 1_000,
  // The record holds the outcomes; a job that is done has nothing more to say.
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 1_000 },
} satisfies Partial<WorkerOptions>;

/** Takes bundles from one of the queues. */
abstract class BundleProcessor extends WorkerHost {
  @Inject(BundleWork) private readonly work!: BundleWork;
  private readonly logger = new Logger(BundleProcessor.name);
  private trouble = '';

  /** Takes bundles from now on. @param concurrency how many it has in hand at once */
  start(concurrency: number): void {
    this.worker.concurrency = concurrency;
    void this.worker.run();
  }

  /** Takes no more bundles, and resolves when those in hand are answered. */
  async stop(): Promise<void> {
    await this.worker.close();
  }

  async process(job: Job): Promise<void> {
    this.trouble = '';
    await this.work.do(parseBundle(job));
  }

  @OnWorkerEvent('failed')
  async leaveNothingOpen(job: Job | undefined, error: Error): Promise<void> {
    this.logger.error(`bundle ${job?.id}: ${error.stack}`);
    // Where Redis does not answer now, the API's sweep finds the bundle later.
    if (job?.finishedOn) await this.work.giveUp(job.id!).catch((cause: Error) => this.logger.warn(cause.message));
  }

  /** Each trouble with the queue once, not as often as it is met again, until a bundle comes through. */
  @OnWorkerEvent('error')
  tell(error: NodeJS.ErrnoException): void {
    // What the system says of a connection is logged by the connection, once an outage.
    if (typeof error.code === 'string' || error.message === this.trouble) return;
    this.trouble = error.message;
    this.logger.warn(`queue: ${error.message}`);
  }
}

/** Takes those that somebody waits for. */
@Processor(QUEUE, delivery)
export class AwaitedProcessor extends BundleProcessor {}

/** Takes those that were submitted: beside the others, so that neither keeps the other waiting. */
@Processor(SUBMITTED, delivery)
export class SubmittedProcessor extends BundleProcessor {}

function parseBundle(job: Job): Bundle {
  const { success, data, error } = bundleSchema.safeParse(job.data);
  if (!success) throw new UnrecoverableError(`not a bundle: ${error.message}`);
  return data;
}
