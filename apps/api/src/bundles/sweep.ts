import { Injectable, Logger } from '@nestjs/common';
import { Records } from '#platform';
import { BundleQueue } from './bundle-queue.js';

const SECOND = 1_000;
/** How often is looked for lost bundles, how old one must be, and how many are looked at. */
const INTERVAL = 10 * SECOND;
const AGE = 20 * SECOND;
const MOST = 100;

/**
 * Finds bundles that wait in their records without a job to carry them: the process that wrote the record died before
 * it added the job, or BullMQ failed the job and the worker died before it said so.
 */
@Injectable()
export class Sweep {
  private readonly logger = new Logger(Sweep.name);
  private timer: NodeJS.Timeout | undefined;
  private passed = 0;

  constructor(
    private readonly records: Records,
    private readonly queue: BundleQueue,
  ) {}

  start(): void {
    this.timer = setInterval(
      () => void this.sweep().catch((error: Error) => this.logger.warn(`put off: ${error.message}`)),
      INTERVAL,
    );
  }

  stop(): void {
    clearInterval(this.timer);
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
    const bundle = await this.records.readBundle(id);
    if (bundle) await this.queue.add(bundle);
    else await this.records.forget(id);
  }
}
