import { Inject, Injectable, Logger } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { CodedError, type ModelReference } from '#contract';
import {
  Batches,
  newBundleId,
  newToken,
  Records,
  Replicas,
  type BatchId,
  type Config,
  type NewPicture,
} from '#platform';
import { BundleQueue } from '../bundles/bundle-queue.js';
import { CONFIG } from '../tokens.js';
import { inBundles, type FullBundle } from './full-bundles.js';
import { readPictures } from './pictures.js';

/** Takes a batch in: bundle after bundle goes to Redis while the next still arrives. */
@Injectable()
export class Intake {
  private readonly logger = new Logger(Intake.name);

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly batches: Batches,
    private readonly records: Records,
    private readonly queue: BundleQueue,
    private readonly replicas: Replicas,
  ) {}

  /**
   * Takes the pictures of a request; when this resolves, Redis has all of them. Where that cannot be, nothing of them is
   * left.
   * @param signal ends the reading; aborted when the client has gone
   * @throws CodedError `queue_unavailable`, and what {@link readPictures} throws
   */
  async receive(request: IncomingMessage, model: ModelReference, signal: AbortSignal): Promise<BatchId> {
    const bundles: string[] = [];
    let batch: BatchId | null = null;
    try {
      for await (const bundle of inBundles(readPictures(request, this.config.limits, signal))) {
        batch ??= await this.replicas.have(this.batches.open(model));
        bundles.push(newBundleId());
        await this.put(batch, bundles.at(-1)!, bundle, model);
      }
      if (!batch) throw new CodedError('file_missing');
      await this.replicas.have(this.batches.seal(batch));
      // Nobody would ever know of it.
      if (request.socket.destroyed) throw new CodedError('malformed_request');
      return batch;
    } catch (error) {
      if (batch) await this.takeBack(batch, bundles);
      throw error;
    }
  }

  /** The batch counts it, its record is written and its job added, in one go; they arrive in this order. */
  private async put(batch: BatchId, id: string, { pictures }: FullBundle, model: ModelReference): Promise<void> {
    const names = pictures.map(({ name }) => name);
    const written = pictures.map(({ content }): NewPicture => {
      const owned = { token: newToken(), owner: '' };
      return typeof content === 'string' ? { ...owned, failed: content } : { ...owned, upload: content };
    });
    const failed = written.filter((picture) => picture.failed !== undefined).length;
    const bundle = { v: 1, id, pictures: pictures.length, model } as const;
    const steps = [
      this.batches.add(batch, { id, names }, failed),
      this.records.create(bundle, written, '', batch.batch),
      ...(failed < pictures.length ? [this.queue.add(bundle)] : []),
    ];
    // What is still under way when one fails must not arrive after all was taken back.
    const all = [...steps, this.replicas.have(Promise.all(steps))];
    await Promise.allSettled(all);
    await Promise.all(all);
  }

  private async takeBack(batch: BatchId, bundles: string[]): Promise<void> {
    try {
      await this.batches.erase(batch, bundles);
      for (const bundle of bundles) await this.queue.remove(bundle);
    } catch (error) {
      // Its pictures will be answered, and expire with it.
      this.logger.warn(`a batch that was refused is left: ${(error as Error).message}`);
    }
  }
}
