import { Injectable } from '@nestjs/common';
import type { Bundle, ModelReference } from '#contract';
import { newBundleId, newToken, Records, Replicas, type JobId } from '#platform';
import { BundleQueue } from './bundle-queue.js';

interface Options {
  /** The API process that waits for the pictures, if one does. */
  home?: string;
  /** `first` goes before all that waits in the queue. */
  place?: 'first' | 'last';
}

/** A bundle on its way to Redis. */
export interface Put {
  /** Of the pictures' jobs, in order. */
  ids: JobId[];
  /** When Redis had it all, replicas included, in ms of its clock; rejected with CodedError `queue_unavailable`. */
  accepted: Promise<number>;
}

/** Uploads → record → queue. */
@Injectable()
export class Bundles {
  constructor(
    private readonly records: Records,
    private readonly queue: BundleQueue,
    private readonly replicas: Replicas,
  ) {}

  /** Sends a new bundle to Redis: its record and its job in one go, which arrive in this order. */
  put(uploads: Uint8Array[], model: ModelReference, { home, place }: Options = {}): Put {
    const bundle: Bundle = { v: 1, id: newBundleId(), pictures: uploads.length, model };
    const pictures = uploads.map((upload) => ({ token: newToken(), owner: '', upload }));
    const created = this.records.create(bundle, pictures, home);
    return {
      ids: pictures.map(({ token }, index) => ({ bundle: bundle.id, index, token })),
      accepted: this.replicas.have(Promise.all([created, this.queue.add(bundle, place)])).then(([time]) => time),
    };
  }
}
