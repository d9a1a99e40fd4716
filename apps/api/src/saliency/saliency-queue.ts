import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { SALIENCY, type SaliencyJob } from '#contract';
import { mapName, unavailable, type JobId } from '#platform';
import { refusal } from '../admission/rate-limit.js';

/** Maps that may wait; and seconds after which there may be room again. */
const MOST = 200;
const A_WHILE = 5;

/** A worker's crash, or its stop, uses one up. */
const ATTEMPTS = 3;

/** The queue of maps that workers are to make. */
@Injectable()
export class SaliencyQueue {
  constructor(@InjectQueue(SALIENCY) private readonly queue: Queue<SaliencyJob>) {
    queue.on('error', () => undefined); // The connection tells of its outages itself.
  }

  /**
   * Has the map of a picture made; however many ask for it, it is made once.
   * @throws CodedError `overloaded`, `queue_unavailable`
   */
  async add(id: JobId): Promise<void> {
    if ((await this.queue.getWaitingCount().catch(unavailable)) >= MOST) throw refusal('overloaded', A_WHILE);
    await this.queue.add('map', { v: 1, ...id }, { jobId: mapName(id), attempts: ATTEMPTS }).catch(unavailable);
  }
}
