import { Injectable } from '@nestjs/common';
import { CodedError, formatModelReference, type ModelReference } from '#contract';
import { Changes, Records, type Job } from '#platform';
import { Assembler } from './assembler.js';
import { Bundles, type Put } from './bundles.js';
import { deferred, type Deferred } from './deferred.js';
import { awaitEnds, type Ended } from './ends.js';
import { Slots } from './slots.js';

/** Bytes from which a picture is large: what takes long to decode must not hold up what does not. */
const LARGE = 64_000;

const NOTHING = new Uint8Array();

/** A picture at the door. */
interface Waiting {
  /** Empty once Redis has it: a client may wait long for its end. */
  upload: Uint8Array;
  model: ModelReference;
  /** Resolved when Redis has it; rejected with CodedError `queue_unavailable`. */
  accepted: Deferred<Job>;
}

interface Awaited extends Waiting {
  /** Its end; rejected as `accepted` is, and with `job_not_found` when it is erased. */
  ended: Deferred<Ended>;
  /** Called when nobody waits for it any more. */
  leave: () => void;
}

type Lane = Assembler<Awaited>;

/** Takes pictures in, and sends them on in bundles: those that somebody waits for apart from the others. */
@Injectable()
export class Submissions {
  /** By the model. */
  private readonly small: (model: ModelReference) => Lane;
  private readonly large: (model: ModelReference) => Lane;
  private readonly left: (model: ModelReference) => Assembler<Waiting>;

  constructor(
    private readonly bundles: Bundles,
    private readonly changes: Changes,
    private readonly records: Records,
    slots: Slots,
  ) {
    const send = (pictures: Awaited[]): Promise<void> => this.sendAwaited(pictures);
    const sendLeft = (pictures: Waiting[]): Promise<void> => this.sendLeft(pictures);
    const count = (): number => slots.count;
    this.small = byModel(() => new Assembler({ slots: count, send }));
    this.large = byModel(() => new Assembler({ slots: count, eager: true, send }));
    this.left = byModel(() => new Assembler({ slots: count, send: sendLeft }));
  }

  /**
   * Takes a picture in, and resolves when Redis has it.
   * @throws CodedError `queue_unavailable`
   */
  submit(upload: Uint8Array, model: ModelReference): Promise<Job> {
    const accepted = deferred<Job>();
    this.left(model).add({ upload, model, accepted });
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
    const lane = (upload.length < LARGE ? this.small : this.large)(model);
    const [accepted, ended] = [deferred<Job>(), deferred<Ended>()];
    const picture: Awaited = { upload, model, accepted, ended, leave: () => undefined };
    lane.add(picture);
    const giveUp = (): void => {
      lane.hurry(picture); // It may still be at the door.
      accepted.promise.then((job) => this.asItIs(job)).then(ended.resolve, ended.reject);
    };
    const timer = setTimeout(giveUp, patience);
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
    try {
      return await ended.promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      picture.leave();
    }
  }

  /** The job as its record has it now: its end may have come without being heard of. */
  private async asItIs(job: Job): Promise<Job> {
    return (await this.records.read(job.id).catch(() => null)) ?? job;
  }

  /** Under way until Redis has acknowledged it. */
  private async sendLeft(pictures: Waiting[]): Promise<void> {
    await accept(pictures, this.put(pictures)).catch(() => undefined);
  }

  /** Under way until all of it is answered. */
  private async sendAwaited(pictures: Awaited[]): Promise<void> {
    const over = new AbortController();
    const put = this.put(pictures, this.changes.home);
    let waiting = pictures.length;
    for (const picture of pictures) {
      picture.leave = () => {
        if (--waiting === 0) over.abort();
      };
    }
    const end = (index: number, job: Ended | null): void => {
      const { ended } = pictures[index]!;
      if (job) ended.resolve(job);
      else ended.reject(new CodedError('job_not_found'));
    };
    const ends = awaitEnds(this.changes, this.records, put.ids, end, over.signal);
    await accept(pictures, put).catch((error: unknown) => {
      for (const { ended } of pictures) ended.reject(error);
      over.abort();
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
    for (const [index, picture] of pictures.entries()) {
      const { model, accepted: told } = picture;
      picture.upload = NOTHING;
      told.resolve({ id: ids[index]!, model, state: 'queued', created, started: null, finished: null, outcome: null });
    }
  } catch (error) {
    for (const { accepted: told } of pictures) told.reject(error);
    throw error;
  }
}

/** One of each for every model that is asked for. */
function byModel<T>(make: () => T): (model: ModelReference) => T {
  const made = new Map<string, T>();
  return (model) => {
    const name = formatModelReference(model);
    const known = made.get(name) ?? make();
    if (!made.has(name)) made.set(name, known);
    return known;
  };
}
