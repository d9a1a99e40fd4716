import { Inject, Injectable, Logger } from '@nestjs/common';
import { Records, type Config } from '#platform';
import { CONFIG } from '../tokens.js';
import { BundleQueue } from './bundle-queue.js';

const SECOND = 1_000;
/** How often is looked for lost bundles, how old one must be, and how many are looked at. */
const INTERVAL = 10 * SECOND;
const AGE = 20 * SECOND;
const MOST = 100;

/** The turn of a bundle that is brought back, before all others: it has waited long. */
const FIRST_TURN = 0;

/**
 * Finds bundles that have waited for too long, and gives them up; and bundles that wait in their records without a job to
 * carry them: the process that wrote the record died before it added the job, or BullMQ failed the job and the worker died
 * before it said so.
 */
@Injectable()
export class Sweep {
  private readonly logger = new Logger(Sweep.name);
  private timer: NodeJS.Timeout | undefined;
  private passed = 0;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly records: Records,
    private readonly queue: BundleQueue,
  ) {}

  start(): void {
    this.timer = setInterval(
      () => void this.look().catch((error: Error) => this.logger.warn(`put off: ${error.message}`)),
      INTERVAL,
    );
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    await this.expire();
    await this.sweep();
  }

  /** Gives up what no worker has come for in `LINCE_MAX_WAIT`. */
  async expire(): Promise<void> {
    for (let passOver = 0; ;) {
      const ids = await this.records.openSince(this.config.maxWait, MOST, passOver);
      for (const id of ids) {
        if ((await this.records.expire(id, this.config.maxWait)) > 0) await this.queue.remove(id);
        // Taken up only now, after all.
        else passOver++;
      }
      if (ids.length < MOST) return;
    }
  }

  /** Looks at the next of the open bundles, from the oldest on, and begins anew after the last. */
  async sweep(age = AGE): Promise<void> {
    const ids = await this.records.openSince(age, MOST, this.passed);
    this.passed = ids.length < MOST ? 0 : this.passed + MOST;
    for (const id of ids) {
      const whereabouts = await this.queue.whereabouts(id);
      if (whereabouts === 'failed') await this.records.giveUp(id);
      if (whereabouts === 'missing') await this.bringBack(id);
    }
  }

  private async bringBack(id: string): Promise<void> {
    const found = await this.records.readBundle(id);
    if (found) await this.queue.add(found.bundle, found.awaited ? 'awaited' : { turn: FIRST_TURN });
    else await this.records.forget(id);
  }
}
