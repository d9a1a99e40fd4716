import { Injectable } from '@nestjs/common';
import { CodedError } from '#contract';
import { Batches, Changes, parseBatchId, type Batch, type BatchId, type BatchPicture } from '#platform';
import { lastOf } from '../jobs/last-of.js';
import { followBatch, untilFinished } from './follow-batch.js';

/** A picture of a batch, at its place in the order of upload. */
export type PlacedPicture = BatchPicture & { index: number };

/** What clients ask of batches, by id; of another's they hear nothing. */
@Injectable()
export class BatchRequests {
  constructor(
    private readonly batches: Batches,
    private readonly changes: Changes,
  ) {}

  /** @throws CodedError `batch_not_found` for an unknown or malformed id, and for another's batch */
  async read(id: string | BatchId, owner: string): Promise<Batch> {
    return (await this.readOwn(typeof id === 'string' ? parse(id) : id, owner)) ?? notFound();
  }

  /**
   * A batch as it goes on, until it is erased or the signal; see {@link followBatch}.
   * @throws CodedError `batch_not_found` for a malformed id
   */
  watch(text: string, owner: string, signal: AbortSignal): AsyncGenerator<Batch> {
    const id = parse(text);
    return followBatch(() => this.readOwn(id, owner), this.changes, id, signal);
  }

  /** As {@link watch}, up to the end. */
  follow(id: string, owner: string, signal: AbortSignal): AsyncGenerator<Batch> {
    return untilFinished(this.watch(id, owner, signal));
  }

  /**
   * A finished batch, or as it is when the time is over.
   * @param patience ms to wait
   * @throws CodedError `batch_not_found`, also when it is erased meanwhile
   */
  async wait(id: string, owner: string, patience: number, signal: AbortSignal): Promise<Batch> {
    const { last, cutShort } = await lastOf((until) => this.follow(id, owner, until), patience, signal);
    if (!last || (last.finished === null && !cutShort)) notFound();
    return last;
  }

  /** What became of its pictures, bundle by bundle, in the order of upload; without those that were erased. */
  async *pictures(batch: Batch): AsyncGenerator<PlacedPicture[]> {
    let from = 0;
    for await (const bundle of this.batches.bundles(batch.id)) {
      const pictures = await this.batches.pictures(bundle);
      yield pictures.flatMap((picture, at) => (picture ? [{ ...picture, index: from + at }] : []));
      from += bundle.names.length;
    }
  }

  /**
   * Cancels what waits of it while it is unfinished, erases all of it then.
   * @returns the batch, or null when it was erased
   * @throws CodedError `batch_not_found`
   */
  async remove(text: string, owner: string): Promise<Batch | null> {
    const { id, finished } = await this.read(text, owner);
    const bundles: string[] = [];
    for await (const bundle of this.batches.bundles(id)) bundles.push(bundle.id);
    if (finished !== null) {
      await this.batches.erase(id, bundles);
      return null;
    }
    for (const bundle of bundles) await this.batches.cancelBundle(bundle);
    return this.read(id, owner);
  }

  private async readOwn(id: BatchId, owner: string): Promise<Batch | null> {
    const batch = await this.batches.read(id);
    return batch?.owner === owner ? batch : null;
  }
}

const parse = (text: string): BatchId => parseBatchId(text) ?? notFound();

function notFound(): never {
  throw new CodedError('batch_not_found');
}
