import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { MAX_TRIES, QUEUE, type Bundle } from '#contract';
import { unavailable } from '#platform';

/**
 * How BullMQ carries a bundle. Only our own faults are tried again, as often as a worker tries a picture: what is wrong
 * with a picture is an outcome.
 */
const delivery = { attempts: MAX_TRIES, backoff: { type: 'exponential', delay: 500 } };

/** The queue that workers take bundles from. */
@Injectable()
export class BundleQueue {
  constructor(@InjectQueue(QUEUE) private readonly queue: Queue<Bundle>) {
    queue.on('error', () => undefined); // The connection tells of its outages itself.
  }

  /**
   * Adds a bundle's job; does nothing if it is there.
   * @param place `first` goes before all that waits
   * @throws CodedError `queue_unavailable`
   */
  async add(bundle: Bundle, place: 'first' | 'last' = 'last'): Promise<void> {
    const options = { ...delivery, jobId: bundle.id, lifo: place === 'first' };
    await this.queue.add('bundle', bundle, options).catch(unavailable);
  }

  /**
   * Takes a bundle's job out of the queue, unless a worker has it in hand.
   * @throws CodedError `queue_unavailable`
   */
  async remove(bundle: string): Promise<void> {
    await this.queue.remove(bundle).catch(unavailable);
  }

  /** Whether the queue has given a bundle up, still has it, or has never had it. */
  async whereabouts(bundle: string): Promise<'failed' | 'queued' | 'missing'> {
    const state = await this.queue.getJobState(bundle);
    if (state === 'unknown') return 'missing';
    return state === 'failed' ? 'failed' : 'queued';
  }
}
