import { CodedError, type JobState, type ModelReference, type Outcome } from '#contract';
import type { Redis } from 'ioredis';
import { newBatchId, parseBatchId, type BatchId } from './batch-id.js';
import { ADD, ERASE_BATCH, OPEN, SEAL } from './batch-scripts.js';
import type { Batch } from './batch.js';
import { newToken, type JobId } from './job-id.js';
import type { Keys } from './keys.js';
import { readOutcome, recordKeys } from './records.js';
import { unavailable } from './redis.js';
import { defineScript, type Script } from './script.js';
import { CANCEL_ALL, ERASE_ALL } from './whole-bundle-scripts.js';

/** Bundles of a batch whose names are read at once. */
const PAGE = 16;

/** A bundle of a batch, with the names of its pictures. */
export interface BatchBundle {
  id: string;
  names: string[];
}

/** A picture of a batch; its job. */
export interface BatchPicture {
  name: string;
  id: JobId;
  state: JobState;
  outcome: Outcome | null;
}

/**
 * Which bundles make up a batch, and how many of its pictures have which end. The pictures themselves are in the records.
 * Every method throws CodedError `queue_unavailable` when Redis does not answer.
 */
export class Batches {
  private readonly scripts: Record<'open' | 'add' | 'seal' | 'erase' | 'cancelBundle' | 'eraseBundle', Script>;

  /** @param ttl, memory as of {@link Records} */
  constructor(
    private readonly redis: Redis,
    private readonly keys: Keys,
    private readonly ttl: number,
    private readonly memory = ttl,
  ) {
    this.scripts = {
      open: defineScript(redis, 'batchOpen', OPEN),
      add: defineScript(redis, 'batchAdd', ADD),
      seal: defineScript(redis, 'batchSeal', SEAL),
      erase: defineScript(redis, 'batchErase', ERASE_BATCH),
      cancelBundle: defineScript(redis, 'batchCancelBundle', CANCEL_ALL),
      eraseBundle: defineScript(redis, 'batchEraseBundle', ERASE_ALL),
    };
  }

  /** Begins a batch: until it is sealed, it expires when nothing is added for long. */
  async open(model: ModelReference, owner: string): Promise<BatchId> {
    const id = { batch: newBatchId(), token: newToken() };
    await this.run('open', id.batch, id.token, JSON.stringify(model), owner);
    return id;
  }

  /**
   * Counts a bundle in, which is to be written next.
   * @param failed how many of its pictures have failed already
   */
  async add({ batch }: BatchId, { id, names }: BatchBundle, failed: number): Promise<void> {
    const item = `${id} ${JSON.stringify(names)}`;
    if ((await this.run('add', batch, item, names.length, failed)) !== 1) throw expired(batch);
  }

  /**
   * All its pictures have come: from now on it lives as long as one of them waits, and its time after that.
   * @param once of a request that is not to be done twice; see once.ts
   * @returns the batch; where the same request came before, that one's batch, and this one is not sealed
   * @throws CodedError `idempotency_mismatch` when another request came with the same key; this one is not sealed
   */
  async seal(id: BatchId, once = ''): Promise<BatchId> {
    const answer = (await this.run('seal', id.batch, this.ttl, once, this.memory)) as number | [Buffer];
    if (answer === 1) return id;
    if (typeof answer === 'number') throw expired(id.batch);
    const earlier = parseBatchId(String(answer[0]));
    if (!earlier) throw new CodedError('idempotency_mismatch');
    return earlier;
  }

  /** @returns null if there is no such batch */
  async read(id: BatchId): Promise<Batch | null> {
    const hash = await this.redis.hgetall(this.keys.batch(id.batch)).catch(unavailable);
    if (hash.token !== id.token) return null;
    const count = (name: string): number => Number(hash[name]);
    return {
      id,
      owner: hash.owner ?? '',
      model: JSON.parse(hash.model!) as ModelReference,
      created: count('created'),
      finished: hash.finished ? count('finished') : null,
      sealed: hash.sealed === '1',
      total: count('total'),
      open: count('open'),
      succeeded: count('succeeded'),
      failed: count('failed'),
      canceled: count('canceled'),
      change: count('change'),
    };
  }

  /** A batch's bundles, in order. */
  async *bundles({ batch }: BatchId): AsyncGenerator<BatchBundle> {
    for (let at = 0; ; at += PAGE) {
      const page = await this.redis.lrange(this.keys.batchBundles(batch), at, at + PAGE - 1).catch(unavailable);
      for (const item of page) {
        const space = item.indexOf(' ');
        yield { id: item.slice(0, space), names: JSON.parse(item.slice(space)) as string[] };
      }
      if (page.length < PAGE) return;
    }
  }

  /** What became of the pictures of one of its bundles; null for each that was erased. */
  async pictures({ id, names }: BatchBundle): Promise<(BatchPicture | null)[]> {
    const fields = names.flatMap((_, index) => [`${index}:token`, `${index}:state`, `${index}:outcome`]);
    const values = await this.redis.hmget(this.keys.record(id), ...fields).catch(unavailable);
    return names.map((name, index) => {
      const [token, state, outcome] = values.slice(3 * index, 3 * index + 3);
      if (!token) return null;
      const job = { bundle: id, index, token };
      return { name, id: job, state: state as JobState, outcome: outcome ? readOutcome(outcome) : null };
    });
  }

  /** Cancels all that is queued of a bundle. */
  async cancelBundle(bundle: string): Promise<void> {
    await this.run('cancelBundle', bundle, this.ttl);
  }

  /**
   * Erases a batch with all its records, whatever their states.
   * @param bundles its bundles
   * @param caller whose turns they are that are given back, where it is refused
   * @returns how many of its pictures no worker had claimed
   */
  async erase({ batch }: BatchId, bundles: string[], caller = ''): Promise<number> {
    let unclaimed = 0;
    // The batch last: who was told that this failed can ask for it again.
    for (const bundle of bundles) unclaimed += (await this.run('eraseBundle', bundle, caller)) as number;
    await this.run('erase', batch);
    return unclaimed;
  }

  private run(script: keyof typeof this.scripts, of: string, ...args: (string | number)[]): Promise<unknown> {
    const [record, ...rest] = recordKeys(this.keys, of);
    const isBundle = script === 'cancelBundle' || script === 'eraseBundle';
    const first = isBundle ? record! : this.keys.batch(of);
    return this.scripts[script]([first, ...rest], [of, ...args]).catch(unavailable);
  }
}

/** It has been too long since a part of it came, or the server's clock was set: its client may send it anew. */
const expired = (batch: string): CodedError =>
  new CodedError('queue_unavailable', { cause: new Error(`batch ${batch} has expired`) });
