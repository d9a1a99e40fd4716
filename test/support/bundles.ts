import { Queue } from 'bullmq';
import { MAX_TRIES, QUEUE, type Bundle } from '#contract';
import {
  closeRedis,
  connectRedis,
  formatJobId,
  keysUnder,
  newBundleId,
  newToken,
  Records,
  type JobId,
  type Redis,
} from '#platform';
import { quiet } from './quiet.js';

const keys = keysUnder('lince');
const TTL = 60_000;

/** The way into a Lince behind its doors: bundles as a door writes them, and what their records say. */
export interface Backstage {
  redis: Redis;
  records: Records;
  /** Writes a record of several pictures; its jobs' ids. */
  write: (uploads: Uint8Array[]) => Promise<JobId[]>;
  /** The same, and adds the job that carries it, so that a worker takes it. */
  submit: (uploads: Uint8Array[]) => Promise<JobId[]>;
  /** Makes a bundle look as old as can be. */
  age: (bundle: string) => Promise<void>;
  close: () => Promise<void>;
}

export function backstage(url: string): Backstage {
  const redis = connectRedis(url, 'consumer', quiet);
  const records = new Records(redis, keys, TTL);
  const queue = new Queue<Bundle>(QUEUE, { connection: redis, prefix: keys.queue });
  queue.on('error', () => undefined); // Outages are meant.
  const create = async (uploads: Uint8Array[]): Promise<{ bundle: Bundle; ids: JobId[] }> => {
    const bundle: Bundle = {
      v: 1,
      id: newBundleId(),
      pictures: uploads.length,
      model: { name: 'digits', version: null },
    };
    const ids = uploads.map((_, index) => ({ bundle: bundle.id, index, token: newToken() }));
    await records.create(
      bundle,
      uploads.map((upload, index) => ({ token: ids[index]!.token, owner: '', upload })),
    );
    return { bundle, ids };
  };
  return {
    redis,
    records,
    write: async (uploads) => (await create(uploads)).ids,
    submit: async (uploads) => {
      const { bundle, ids } = await create(uploads);
      await queue.add('bundle', bundle, { jobId: bundle.id, attempts: MAX_TRIES });
      return ids;
    },
    age: async (bundle) => void (await redis.zadd(keys.open, 1, bundle)),
    close: async () => {
      await queue.close();
      await closeRedis(redis);
    },
  };
}

/** Where a job is found, relative to the service. */
export const addressOf = (id: JobId): string => `/v1/jobs/${formatJobId(id)}`;
