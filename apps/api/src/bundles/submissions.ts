import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { QUEUE, type Bundle, type ModelReference } from '#contract';
import { newBundleId, newToken, Records, unavailable, type Job, type JobId } from '#platform';

/** How BullMQ carries a bundle. Only our own faults are tried again: what is wrong with a picture is an outcome. */
const delivery = { attempts: 4, backoff: { type: 'exponential', delay: 500 } };

/** Uploads → record → queue. */
@Injectable()
export class Submissions {
  constructor(
    private readonly records: Records,
    @InjectQueue(QUEUE) private readonly queue: Queue<Bundle>,
  ) {
    queue.on('error', () => undefined); // The connection tells of its outages itself.
  }

  /**
   * Accepts a picture: when this resolves, Redis has it.
   * @param announced told the id before any worker can see the picture
   * @throws CodedError `queue_unavailable`
   */
  async submit(upload: Uint8Array, model: ModelReference, announced: (job: Job) => void = () => undefined): Promise<Job> {
    const id: JobId = { bundle: newBundleId(), index: 0, token: newToken() };
    const bundle: Bundle = { v: 1, id: id.bundle, pictures: 1, model };
    const created = await this.records.create(bundle, [{ token: id.token, owner: '', upload }]);
    const job: Job = { id, model, state: 'queued', created, started: null, finished: null, outcome: null };
    announced(job);
    await this.enqueue(bundle);
    return job;
  }

  /** Adds a bundle's job; does nothing if it is there. */
  async enqueue(bundle: Bundle): Promise<void> {
    await this.queue.add('bundle', bundle, { ...delivery, jobId: bundle.id }).catch(unavailable);
  }

  /** Whether the queue has given a bundle up, still has it, or has never had it. */
  async whereabouts(bundle: string): Promise<'failed' | 'queued' | 'missing'> {
    const state = await this.queue.getJobState(bundle);
    if (state === 'unknown') return 'missing';
    return state === 'failed' ? 'failed' : 'queued';
  }
}
