import { Worker } from 'bullmq';
import { bundleSchema, type Outcome } from '#contract';
import { keysUnder } from '#platform';
import type { Backstage } from './bundles.js';

/** A bundle that a test has in hand, as a worker would. */
export interface Taken {
  /** How many pictures it had. */
  pictures: number;
  /** Lets all of them fail, and gives it back. */
  finish: () => Promise<void>;
}

/** Takes the next bundle of a queue while all workers stand still. */
export async function takeNext(queue: string, { redis, records }: Backstage): Promise<Taken> {
  const worker = new Worker(queue, null, { connection: redis, prefix: keysUnder('lince').queue });
  const job = (await worker.getNextJob('hand'))!;
  const { id, pictures } = bundleSchema.parse(job.data);
  const outcome: Outcome = { state: 'failed', code: 'blank_image' };
  return {
    pictures,
    finish: async () => {
      await records.settle(
        id,
        Array.from({ length: pictures }, (_, index) => ({ index, outcome })),
      );
      await job.moveToCompleted(null, 'hand', false);
      await worker.close();
    },
  };
}
