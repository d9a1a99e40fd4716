import { Injectable, Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { SAMPLE_PNG, type ModelReference } from '#contract';
import { formatJobId, type Job } from '#platform';
import { Bundles } from '../bundles/bundles.js';
import { Jobs } from '../jobs/jobs.js';
import { ModelList } from '../models/model-list.js';

const PICTURE = Buffer.from(SAMPLE_PNG, 'base64');

/** The owner of its job. */
const NOBODY = '';

/** Milliseconds that the first prediction may take, between two looks for a worker, and after a prediction that failed. */
const PATIENCE = 20_000;
const GLANCE = 200;
const PAUSE = 5_000;

/** Sends a picture through the whole chain once, so that the first user is not the first to try it. */
@Injectable()
export class WarmUp {
  private readonly logger = new Logger(WarmUp.name);
  private readonly stopped = new AbortController();
  private passed = false;

  constructor(
    private readonly models: ModelList,
    private readonly bundles: Bundles,
    private readonly jobs: Jobs,
  ) {}

  /** Whether a prediction has gone through. */
  get done(): boolean {
    return this.passed;
  }

  /** Tries until a prediction has gone through, or until stopped. */
  async run(): Promise<void> {
    while (!this.passed && !this.stopped.signal.aborted) await this.attempt();
    if (this.passed) this.logger.log('a first prediction has gone through the whole chain');
  }

  stop(): void {
    this.stopped.abort();
  }

  private async attempt(): Promise<void> {
    try {
      const model = await this.models.resolve(undefined);
      await this.models.requireWorker(model);
      const { state, outcome } = await this.predict(model);
      this.passed = state === 'succeeded';
      if (this.passed) return;
      this.logger.warn(
        `the first prediction did not go through: ${outcome?.state === 'failed' ? outcome.code : state}`,
      );
      await pause(PAUSE);
    } catch {
      await pause(GLANCE); // No worker yet, or no Redis, which says so itself.
    }
  }

  /** Before all that waits: an old backlog need not keep this process from being ready. */
  private async predict(model: ModelReference): Promise<Job> {
    const { ids, accepted } = this.bundles.put([{ upload: PICTURE }], model, { place: 'first' });
    await accepted;
    const job = await this.jobs.wait(ids[0]!, NOBODY, PATIENCE, this.stopped.signal);
    await this.jobs.remove(formatJobId(job.id), NOBODY);
    return job;
  }
}
