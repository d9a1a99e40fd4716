import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { MAX_TRIES, QUEUE, SUBMITTED, type Bundle } from '#contract';
import { unavailable } from '#platform';

/**
 * How BullMQ carries a bundle. Only our own faults are tried again, as often as a worker tries a picture: what is wrong
 * with a picture is an outcome.
 */
const delivery = { attempts: MAX_TRIES, backoff: { type: 'exponential', delay: 500 } };

/** Where a bundle waits. */
export type Place =
  /** With those that somebody waits for; `first` goes before all of them. */
  | 'first'
  | 'awaited'
  /** In line with those that were submitted: at its turn, which is lower the earlier it comes. */
  | { turn: number };

/** The queues that workers take bundles from. */
@Injectable()
export class BundleQueue {
  private readonly all: readonly Queue<Bundle>[];

  constructor(
    @InjectQueue(QUEUE) private readonly awaited: Queue<Bundle>,
    @InjectQueue(SUBMITTED) private readonly submitted: Queue<Bundle>,
  ) {
    this.all = [awaited, submitted];
    for (const queue of this.all) queue.on('error', () => undefined); // The connection tells of its outages itself.
  }

  /**
   * Adds a bundle's job; does nothing if it is there.
   * @throws CodedError `queue_unavailable`
   */
  async add(bundle: Bundle, place: Place): Promise<void> {
    const options = { ...delivery, jobId: bundle.id };
    const added =
      typeof place === 'object'
        ? this.submitted.add('bundle', bundle, { ...options, priority: place.turn })
        : this.awaited.add('bundle', bundle, { ...options, lifo: place === 'first' });
    await added.catch(unavailable);
  }

  /**
   * Takes a bundle's job out of its queue, unless a worker has it in hand.
   * @throws CodedError `queue_unavailable`
   */
  async remove(bundle: string): Promise<void> {
    await Promise.all(this.all.map((queue) => queue.remove(bundle))).catch(unavailable);
  }

  /** Whether a queue has given a bundle up, still has it, or none has ever had it. */
  async whereabouts(bundle: string): Promise<'failed' | 'queued' | 'missing'> {
    const states = await Promise.all(this.all.map((queue) => queue.getJobState(bundle)));
    const state = states.find((each) => each !== 'unknown');
    if (state === undefined) return 'missing';
    return state === 'failed' ? 'failed' : 'queued';
  }
}
