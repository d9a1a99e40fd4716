import { Inject, Injectable, Logger } from '@nestjs/common';
import type { IncomingMessage } from 'node:http';
import { CodedError, type ModelReference } from '#contract';
import { Batches, Fingerprint, newBundleId, onceOf, Replicas, REQUEST_ID, type BatchId, type Config } from '#platform';
import { ownerOf, requireStillIn } from '../access/principal.js';
import { noCharge, Spending, type Charge } from '../access/spending.js';
import { callerOf } from '../admission/caller.js';
import { BundleQueue } from '../bundles/bundle-queue.js';
import { Bundles, type Outgoing } from '../bundles/bundles.js';
import { idempotencyKeyOf } from '../predict/idempotency.js';
import { CONFIG } from '../tokens.js';
import { inBundles, type FullBundle } from './full-bundles.js';
import { readPictures } from './pictures.js';

/** A batch that came in. */
interface Received {
  batch: BatchId;
  /** Whether an earlier request with the same key brought it. */
  again: boolean;
}

/** Takes a batch in: bundle after bundle goes to Redis while the next still arrives. */
@Injectable()
export class Intake {
  private readonly logger = new Logger(Intake.name);

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly batches: Batches,
    private readonly bundles: Bundles,
    private readonly queue: BundleQueue,
    private readonly replicas: Replicas,
    private readonly spending: Spending,
  ) {}

  /**
   * Takes the pictures of a request; when this resolves, Redis has all of them. Where that cannot be, nothing of them is
   * left.
   * @param signal ends the reading; aborted when the client has gone
   * @throws CodedError `key_invalid`, `queue_unavailable`, `rate_exceeded`, `quota_exceeded`, `overloaded`, `too_many_waiting`, `idempotency_mismatch`, and what {@link readPictures} throws
   */
  async receive(request: IncomingMessage, model: ModelReference, signal: AbortSignal): Promise<Received> {
    const key = idempotencyKeyOf(request.headers);
    const sender = { caller: callerOf(request), owner: ownerOf(request) };
    const charge = noCharge();
    const fingerprint = new Fingerprint(model);
    const bundles: string[] = [];
    let batch: BatchId | null = null;
    try {
      for await (const bundle of inBundles(readPictures(request, this.config.limits, signal))) {
        batch ??= await this.replicas.have(this.batches.open(model, sender.owner));
        // The first picture was counted at the door.
        const more = bundle.pictures.length - (bundles.length === 0 ? 1 : 0);
        requireStillIn(request);
        await this.spending.further(request, more, charge);
        bundles.push(newBundleId());
        if (key) for (const { name, content } of bundle.pictures) fingerprint.add(name).add(content);
        await this.put(batch, bundles.at(-1)!, bundle, model, sender);
      }
      if (!batch) throw new CodedError('file_missing');
      // Nobody would ever know of it.
      if (request.socket.destroyed && !key) throw new CodedError('malformed_request');
      const once = key && onceOf({ kind: 'batch', owner: sender.owner, key }, fingerprint);
      const sealed = await this.replicas.have(this.batches.seal(batch, once));
      const again = sealed.batch !== batch.batch;
      if (again) await this.takeBack(batch, bundles, request, () => charge.all, charge);
      return { batch: sealed, again };
    } catch (error) {
      if (batch) await this.takeBack(batch, bundles, request, (unclaimed) => unclaimed, charge);
      throw error;
    }
  }

  /** The batch counts it, and its record is written, in one go, which arrive in this order; then its job is added. */
  private async put(
    batch: BatchId,
    id: string,
    { pictures }: FullBundle,
    model: ModelReference,
    sender: { caller: string; owner: string },
  ): Promise<void> {
    const names = pictures.map(({ name }) => name);
    const outgoing = pictures.map(({ content }): Outgoing =>
      typeof content === 'string' ? { failed: content, owner: sender.owner } : { upload: content, ...sender },
    );
    const failed = outgoing.filter((picture) => picture.failed !== undefined).length;
    const added = this.batches.add(batch, { id, names }, failed);
    const { accepted } = this.bundles.put(outgoing, model, { id, batch: batch.batch });
    // What is still under way when one fails must not arrive after all was taken back.
    const all = [added, this.replicas.have(Promise.all([added, accepted]))];
    await Promise.allSettled(all);
    await Promise.all(all);
  }

  /**
   * @param refund how many pictures its key gets back, of those that no worker has claimed: what was worked on is paid for,
   *   or breaking off would be a way to have work done for nothing
   */
  private async takeBack(
    batch: BatchId,
    bundles: string[],
    request: IncomingMessage,
    refund: (unclaimed: number) => number,
    charge: Charge,
  ): Promise<void> {
    try {
      const unclaimed = await this.batches.erase(batch, bundles, callerOf(request));
      await this.spending.giveBack(request, charge, refund(unclaimed));
      for (const bundle of bundles) await this.queue.remove(bundle);
    } catch (error) {
      // Its pictures will be answered, and expire with it.
      const reason = (error as Error).message;
      this.logger.warn(`${request.headers[REQUEST_ID]} a batch that was refused is left: ${reason}`);
    }
  }
}
