import { OnWorkerEvent, Processor } from '@nestjs/bullmq';
import { Inject } from '@nestjs/common';
import { UnrecoverableError, type Job, type WorkerOptions } from 'bullmq';
import { SALIENCY, saliencyJobSchema, type SaliencyJob } from '#contract';
import { DELIVERY, QueueProcessor } from './queue.processor.js';
import { SaliencyWork } from './saliency-work.js';

const delivery = {
  ...DELIVERY,
  // The record holds the map; whoever asks for one that could not be made asks anew.
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 0 },
} satisfies Partial<WorkerOptions>;

/** Makes the maps that are asked for, one after another, beside the bundles. */
@Processor(SALIENCY, delivery)
export class SaliencyProcessor extends QueueProcessor {
  @Inject(SaliencyWork) private readonly work!: SaliencyWork;

  async process(job: Job): Promise<void> {
    this.isWell();
    await this.work.do(parse(job));
  }

  @OnWorkerEvent('failed')
  async tellThoseWhoWait(job: Job | undefined, error: Error): Promise<void> {
    if (!job?.finishedOn) return this.logger.warn(`saliency of ${job?.id}, to be tried again: ${error.message}`);
    this.logger.error(`saliency of ${job.id}: ${error.stack}`);
    const { success, data } = saliencyJobSchema.safeParse(job.data);
    if (success) await this.work.giveUp(data).catch((cause: Error) => this.logger.warn(cause.message));
  }
}

function parse(job: Job): SaliencyJob {
  const { success, data, error } = saliencyJobSchema.safeParse(job.data);
  if (!success) throw new UnrecoverableError(`no map to be made: ${error.message}`);
  return data;
}
