import { Injectable } from '@nestjs/common';
import { CodedError, type ModelReference } from '#contract';
import { Changes, Records, type Job } from '#platform';
import { Assembler } from './assembler.js';
import { Bundles, type Put } from './bundles.js';
import { deferred, type Deferred } from './deferred.js';
import { awaitEnds, type Ended } from './ends.js';
import { Slots } from './slots.js';

/** Bytes from which a picture is large: what takes long to decode must not hold up what does not. */
const LARGE = 64_000;

/** A picture at the door. */
interface Waiting {
  upload: Uint8Array;
  model: ModelReference;
  /** Resolved when Redis has it; rejected with CodedError `queue_unavailable`. */
  accepted: Deferred<Job>;
}

interface Awaited extends Waiting {
  /** Its end; rejected as `accepted` is, and with `job_not_found` when it is erased. */
  ended: Deferred<Ended>;
}

/** Takes pictures in, and sends them on in bundles: those that somebody waits for apart from the others. */
@Injectable()
export class Submissions {
  private readonly small: Assembler<Awaited>;
  private readonly large: Assembler<Awaited>;
  private readonly left: Assembler<Waiting>;

  constructor(
    private readonly bundles: Bundles,
    private readonly changes: Changes,
    private readonly records: Records,
    slots: Slots,
  ) {
    const send = (pictures: Awaited[]): Promise<void> => this.sendAwaited(pictures);
    this.small = new Assembler({ slots: () => slots.count, send });
    this.large = new Assembler({ slots: () => slots.count, send });
    this.left = new Assembler({ slots: () => slots.count, send: (pictures) => this.sendLeft(pictures) });
  }

  /**
   * Takes a picture in, and resolves when Redis has it.
   * @throws CodedError `queue_unavailable`
   */
  submit(upload: Uint8Array, model: ModelReference): Promise<Job> {
    const accepted = deferred<Job>();
    this.left.add({ upload, model, accepted });
    return accepted.promise;
  }

  /**
   * Takes a picture in, and waits for its end.
   * @param patience ms to wait
   * @param signal ends the waiting early
   * @returns its end; where that has not come in time, the job as it was accepted
   * @throws CodedError `queue_unavailable`, `job_not_found` when it is erased meanwhile
   */
  async predict(upload: Uint8Array, model: ModelReference, patience: number, signal: AbortSignal): Promise<Ended> {
    const lane = upload.length < LARGE ? this.small : this.large;
    const [accepted, ended] = [deferred<Job>(), deferred<Ended>()];
    lane.add({ upload, model, accepted, ended });
    const giveUp = (): void => {
      lane.flush(); // It may still be at the door.
      accepted.promise.then(ended.resolve, ended.reject);
    };
    const timer = setTimeout(giveUp, patience);
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
    try {
      return await ended.promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    }
  }

  /** Under way until Redis has acknowledged it. */
  private async sendLeft(pictures: Waiting[]): Promise<void> {
    await accept(pictures, this.put(pictures)).catch(() => undefined);
  }

  /** Under way until all of it is answered. */
  private async sendAwaited(pictures: Awaited[]): Promise<void> {
    const refused = new AbortController();
    const put = this.put(pictures, this.changes.home);
    const end = (index: number, job: Ended | null): void => {
      const { ended } = pictures[index]!;
      if (job) ended.resolve(job);
      else ended.reject(new CodedError('job_not_found'));
    };
    const ends = awaitEnds(this.changes, this.records, put.ids, end, refused.signal);
    await accept(pictures, put).catch((error: unknown) => {
      for (const { ended } of pictures) ended.reject(error);
      refused.abort();
    });
    await ends;
  }

  private put(pictures: Waiting[], home = ''): Put {
    return this.bundles.put(
      pictures.map(({ upload }) => upload),
      pictures[0]!.model,
      { home },
    );
  }
}

/** Tells each picture whether Redis has it. @throws CodedError `queue_unavailable` */
async function accept(pictures: Waiting[], { ids, accepted }: Put): Promise<void> {
  try {
    const created = await accepted;
    for (const [index, { model, accepted: told }] of pictures.entries()) {
      told.resolve({ id: ids[index]!, model, state: 'queued', created, started: null, finished: null, outcome: null });
    }
  } catch (error) {
    for (const { accepted: told } of pictures) told.reject(error);
    throw error;
  }
}
