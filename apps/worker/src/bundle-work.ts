import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { classify, failure, isLarge, type DecodeLimits } from '#classify';
import { CodedError, MAX_TRIES, type Bundle, type ErrorCode } from '#contract';
import type { MicroBatcher } from '#engine';
import { Records, type ClaimedPicture, type Config, type Settlement } from '#platform';
import { LastMinute } from './last-minute.js';
import { Models } from './models.js';
import { CONFIG } from './tokens.js';

/** Milliseconds until something is asked of Redis again that it could not do. */
const PAUSE = 500;

/** What a worker does with a bundle: record → preprocess → predict → outcomes. */
@Injectable()
export class BundleWork {
  private readonly logger = new Logger(BundleWork.name);
  private readonly limits: DecodeLimits;
  private stopping = false;
  /** How long the pictures took that were answered. */
  readonly lastMinute = new LastMinute();

  constructor(
    private readonly records: Records,
    private readonly models: Models,
    @Inject(CONFIG) { limits }: Config,
  ) {
    this.limits = { maxPixels: limits.pixels, maxTime: limits.decodeTime };
  }

  /** Does not outlast an outage of Redis any more. */
  stop(): void {
    this.stopping = true;
  }

  /** What it throws is our own fault, and is tried again. */
  async do(bundle: Bundle): Promise<void> {
    await this.models.use(bundle.model, async (model) => {
      const { claims, pictures } = await this.outlast(() => this.records.claim(bundle));
      if (typeof model === 'string') await this.refuse(bundle, pictures, model);
      else if (claims === 1) await this.answerAll(bundle, pictures, model);
      else await this.answerOneByOne(bundle, pictures, model);
    });
  }

  /** Leaves nothing open of a bundle that is not tried again. */
  async giveUp(bundle: string): Promise<void> {
    await this.records.giveUp(bundle);
  }

  /** The small ones together; each large one by itself, so that it holds up no other. */
  private async answerAll(bundle: Bundle, pictures: ClaimedPicture[], model: MicroBatcher): Promise<void> {
    const large = pictures.length > 1 ? pictures.filter(({ upload }) => isLarge(upload)) : [];
    const small = pictures.filter((each) => !large.includes(each));
    const groups = [small, ...large.map((each) => [each])].filter((group) => group.length > 0);
    const ends = await Promise.allSettled(groups.map((group) => this.answer(bundle, group, model)));
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  }

  private async answer(bundle: Bundle, pictures: ClaimedPicture[], model: MicroBatcher): Promise<void> {
    const uploads = pictures.map(({ upload }) => upload);
    const classified = await classify(uploads, model, this.limits);
    await this.settle(
      bundle,
      classified.map((each, nth) => ({ index: pictures[nth]!.index, ...each })),
    );
  }

  /** An earlier worker did not finish the bundle; one of its pictures may have crashed it, and only that one must fail. */
  private async answerOneByOne(bundle: Bundle, pictures: ClaimedPicture[], model: MicroBatcher): Promise<void> {
    const faults: unknown[] = [];
    for (const picture of pictures) {
      const tries = await this.outlast(() => this.records.countTry(bundle.id, picture.index));
      if (tries > MAX_TRIES) await this.refuse(bundle, [picture], 'quarantined');
      // A fault of ours with one must not keep the others from being tried.
      else await this.answer(bundle, [picture], model).catch((error: unknown) => faults.push(error));
    }
    if (faults.length > 0) throw faults[0];
  }

  private async refuse(bundle: Bundle, pictures: ClaimedPicture[], code: ErrorCode): Promise<void> {
    await this.settle(
      bundle,
      pictures.map(({ index }) => ({ index, outcome: failure(code) })),
    );
  }

  private async settle({ id }: Bundle, settlements: Settlement[]): Promise<void> {
    this.lastMinute.note(await this.outlast(() => this.records.settle(id, settlements)));
  }

  /**
   * Asks Redis for something until it does it. While its disk or its memory is full, or it is read-only, it answers that it
   * cannot; that is no fault of a picture, and must use up none of its tries.
   */
  private async outlast<T>(ask: () => Promise<T>): Promise<T> {
    for (let told = false; ; told = true) {
      try {
        return await ask();
      } catch (error) {
        const isOutage = error instanceof CodedError && error.code === 'queue_unavailable';
        if (!isOutage || this.stopping) throw error;
        if (!told) this.logger.warn(`waiting for Redis: ${error.message}`);
        await pause(PAUSE);
      }
    }
  }
}
