import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { MAX_TRIES, QUEUE, type Bundle, type ModelReference } from '#contract';
import { newBundleId, newToken, Records, unavailable, type Job, type JobId } from '#platform';

/**
 * How BullMQ carries a bundle. Only our own faults are tried again, as often as a worker tries a picture: what is wrong
 * with a picture is an outcome.
 */
const delivery = { attempts: MAX_TRIES, backoff: { type: 'exponential', delay: 500 } };

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
   * @throws CodedError `queue_unavailable`
   */
  async submit(upload: Uint8Array, model: ModelReference): Promise<Job> {
    const job = await this.record(upload, model);
    await this.enqueue(bundleOf(job));
    return job;
  }

  /**
   * The first half: the picture is kept, and no worker knows of it yet.
   * @throws CodedError `queue_unavailable`
   */
  async record(upload: Uint8Array, model: ModelReference): Promise<Job> {
    const id: JobId = { bundle: newBundleId(), index: 0, token: newToken() };
    const created = await this.records.create(bundleOf({ id, model }), [{ token: id.token, owner: '', upload }]);
    return { id, model, state: 'queued', created, started: null, finished: null, outcome: null };
  }

  /**
   * The second half: adds a bundle's job to the queue; does nothing if it is there.
   * @param place `first` goes before all that waits
   * @throws CodedError `queue_unavailable`
   */
  async enqueue(bundle: Bundle, place: 'first' | 'last' = 'last'): Promise<void> {
    const options = { ...delivery, jobId: bundle.id, lifo: place === 'first' };
    await this.queue.add('bundle', bundle, options).catch(unavailable);
  }

  /** Whether the queue has given a bundle up, still has it, or has never had it. */
  async whereabouts(bundle: string): Promise<'failed' | 'queued' | 'missing'> {
    const state = await this.queue.getJobState(bundle);
    if (state === 'unknown') return 'missing';
    return state === 'failed' ? 'failed' : 'queued';
  }
}

/** A job that is alone in its bundle. */
export const bundleOf = ({ id, model }: Pick<Job, 'id' | 'model'>): Bundle => ({
  v: 1,
  id: id.bundle,
  pictures: 1,
  model,
});
