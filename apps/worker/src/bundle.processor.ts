import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, Logger } from '@nestjs/common';
import { UnrecoverableError, type Job } from 'bullmq';
import { classify, failure } from '#classify';
import { bundleSchema, MAX_TRIES, QUEUE, type Bundle, type ErrorCode } from '#contract';
import type { MicroBatcher } from '#engine';
import { Records, type ClaimedPicture, type Config } from '#platform';
import { Models } from './models.js';
import { CONFIG } from './tokens.js';

const SECOND = 1_000;

@Processor(QUEUE, {
  autorun: false,
  lockDuration: 10 * SECOND,
  stalledInterval: 5 * SECOND,
  // The record counts the tries of each picture; BullMQ's count would fail all of a bundle for one.
  maxStalledCount: 1_000,
  // The record holds the outcomes; a job that is done has nothing more to say.
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 1_000 },
})
export class BundleProcessor extends WorkerHost {
  private readonly logger = new Logger(BundleProcessor.name);
  private trouble = '';

  constructor(
    private readonly records: Records,
    private readonly models: Models,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    super();
  }

  /** Takes bundles from now on. */
  start(): void {
    this.worker.concurrency = this.config.worker.concurrency;
    void this.worker.run();
  }

  /** Takes no more bundles, and resolves when those in hand are answered. */
  async stop(): Promise<void> {
    await this.worker.close();
  }

  /** Record → preprocess → predict → outcomes. What it throws is our own fault, and is tried again. */
  async process(job: Job): Promise<void> {
    this.trouble = '';
    const bundle = parseBundle(job);
    await this.models.use(bundle.model, async (model) => {
      const { claims, pictures } = await this.records.claim(bundle);
      if (typeof model === 'string') await this.refuse(bundle, pictures, model);
      else if (claims === 1) await this.answer(bundle, pictures, model);
      else await this.answerOneByOne(bundle, pictures, model);
    });
  }

  private async answer(bundle: Bundle, pictures: ClaimedPicture[], model: MicroBatcher): Promise<void> {
    const uploads = pictures.map(({ upload }) => upload);
    const classified = await classify(uploads, model, this.config.limits.pixels);
    await this.records.settle(
      bundle.id,
      classified.map((each, nth) => ({ index: pictures[nth]!.index, ...each })),
    );
  }

  /** An earlier worker did not finish the bundle; one of its pictures may have crashed it, and only that one must fail. */
  private async answerOneByOne(bundle: Bundle, pictures: ClaimedPicture[], model: MicroBatcher): Promise<void> {
    const faults: unknown[] = [];
    for (const picture of pictures) {
      const tries = await this.records.countTry(bundle.id, picture.index);
      if (tries > MAX_TRIES) await this.refuse(bundle, [picture], 'internal_error');
      // A fault of ours with one must not keep the others from being tried.
      else await this.answer(bundle, [picture], model).catch((error: unknown) => faults.push(error));
    }
    if (faults.length > 0) throw faults[0];
  }

  private async refuse(bundle: Bundle, pictures: ClaimedPicture[], code: ErrorCode): Promise<void> {
    await this.records.settle(
      bundle.id,
      pictures.map(({ index }) => ({ index, outcome: failure(code) })),
    );
  }

  @OnWorkerEvent('failed')
  async leaveNothingOpen(job: Job | undefined, error: Error): Promise<void> {
    this.logger.error(`bundle ${job?.id}: ${error.stack}`);
    // Where Redis does not answer now, the API's sweep finds the bundle later.
    if (job?.finishedOn) await this.records.giveUp(job.id!).catch((cause: Error) => this.logger.warn(cause.message));
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

function parseBundle(job: Job): Bundle {
  const { success, data, error } = bundleSchema.safeParse(job.data);
  if (!success) throw new UnrecoverableError(`not a bundle: ${error.message}`);
  return data;
}
