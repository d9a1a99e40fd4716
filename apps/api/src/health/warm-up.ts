import { Injectable, Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { formatJobId } from '#platform';
import { Submissions } from '../bundles/submissions.js';
import { Jobs } from '../jobs/jobs.js';
import { ModelList } from '../models/model-list.js';

/** A 28×28 PNG: a 1 as MNIST has them, a white bar on black. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAABwAAAAcCAAAAABXZoBIAAAAHklEQVR4XmMYaNDw/38DuhgcjEoCwagkEOCVpBMAAPE+O9liyDR0AAAAAElFTkSuQmCC',
  'base64',
);

/** Milliseconds that the first prediction may take, and between two tries. */
const PATIENCE = 20_000;
const PAUSE = 200;

/** Sends a picture through the whole chain once, so that the first user is not the first to try it. */
@Injectable()
export class WarmUp {
  private readonly logger = new Logger(WarmUp.name);
  private readonly stopped = new AbortController();
  private passed = false;

  constructor(
    private readonly models: ModelList,
    private readonly submissions: Submissions,
    private readonly jobs: Jobs,
  ) {}

  /** Whether a prediction has gone through. */
  get done(): boolean {
    return this.passed;
  }

  /** Tries until a prediction has gone through, or until stopped. */
  async run(): Promise<void> {
    while (!this.passed && !this.stopped.signal.aborted) {
      this.passed = await this.predictOnce().catch(() => false);
      if (!this.passed) await pause(PAUSE);
    }
    if (this.passed) this.logger.log('a first prediction has gone through the whole chain');
  }

  stop(): void {
    this.stopped.abort();
  }

  private async predictOnce(): Promise<boolean> {
    await this.models.requireWorker();
    const { id } = await this.submissions.submit(PICTURE, await this.models.resolve(undefined));
    const { state } = await this.jobs.wait(id, PATIENCE, this.stopped.signal);
    await this.jobs.remove(formatJobId(id));
    return state === 'succeeded';
  }
}
