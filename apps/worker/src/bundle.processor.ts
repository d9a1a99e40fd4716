import { OnWorkerEvent, Processor } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { UnrecoverableError, type Job, type WorkerOptions } from 'bullmq';
import { bundleSchema, QUEUE, SUBMITTED, type Bundle } from '#contract';
import { BundleWork } from './bundle-work.js';
import { DELIVERY, QueueProcessor } from './queue.processor.js';

const delivery = {
  ...DELIVERY,
  // The record counts the tries of each picture; BullMQ's count would fail all of a bundle for one.
  maxStalledCount: 1_000,
  // The record holds the outcomes; a job that is done has nothing more to say.
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 1_000 },
} satisfies Partial<WorkerOptions>;

/** Takes bundles from one of the queues. */
abstract class BundleProcessor extends QueueProcessor {
  @Inject(BundleWork) private readonly work!: BundleWork;

  async process(job: Job): Promise<void> {
    this.isWell();
    await this.work.do(parseBundle(job));
  }

  @OnWorkerEvent('failed')
  async leaveNothingOpen(job: Job | undefined, error: Error): Promise<void> {
    this.logger.error(`bundle ${job?.id}: ${error.stack}`);
    // Where Redis does not answer now, the API's sweep finds the bundle later.
    if (job?.finishedOn) await this.work.giveUp(job.id!).catch((cause: Error) => this.logger.warn(cause.message));
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
