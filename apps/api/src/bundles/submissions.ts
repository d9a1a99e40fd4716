import { Injectable } from '@nestjs/common';
import { CodedError, formatModelReference, type ModelReference } from '#contract';
import { Changes, Records, type Created, type Job, type JobId } from '#platform';
import { HUNG_UP } from '../http/closing.js';
import { Jobs } from '../jobs/jobs.js';
import type { Assembler, Bundled } from './assembler.js';
import { Bundles, type Outgoing, type Put } from './bundles.js';
import { deferred, type Deferred } from './deferred.js';
import { awaitEnds, type Ended } from './ends.js';
import { Lanes } from './lanes.js';
import { LongLines } from './long-lines.js';
import { Slots } from './slots.js';

/** Bytes from which a picture is large: what takes long to decode must not hold up what does not. */
const LARGE = 64_000;

const NOTHING = new Uint8Array();

/** A picture that a client sends. */
export interface Sent extends Bundled {
  model: ModelReference;
  /** Whose it is; see {@link Job}. */
  owner: string;
  /** Of a request that is not to be done twice. */
  once?: string | undefined;
}

/** What became of sending it. */
export interface Accepted {
  job: Job;
  /** Whether an earlier request with the same key has this job already. */
  again: boolean;
}

/** A picture at the door. */
interface Waiting extends Sent {
  /** Empty once Redis has it: a client may wait long for its end. */
  upload: Uint8Array;
  /** Whether another job stands for it. */
  isElsewhere?: boolean;
  /** Resolved when Redis has it; rejected with the CodedErrors of {@link Submissions.submit}. */
  accepted: Deferred<Accepted>;
}

interface Awaited extends Waiting {
  /** Its end; rejected as `accepted` is, and with `job_not_found` when it is erased. */
  ended: Deferred<Ended>;
  /** Called when nobody waits for it any more. */
  leave: () => void;
}

/** Takes pictures in, and sends them on in bundles: those that somebody waits for apart from the others. */
@Injectable()
export class Submissions {
  private readonly small: Lanes<Awaited>;
  private readonly large: Lanes<Awaited>;
  private readonly left: Lanes<Waiting>;
  private readonly longLines = new LongLines();

  constructor(
    private readonly bundles: Bundles,
    private readonly changes: Changes,
    private readonly records: Records,
    private readonly jobs: Jobs,
    slots: Slots,
  ) {
    const count = (): number => slots.count;
    const send = (pictures: Awaited[]): Promise<void> => this.sendAwaited(pictures);
    this.small = new Lanes({ slots: count, send });
    this.large = new Lanes({ slots: count, eager: true, send });
    this.left = new Lanes({ slots: count, send: (pictures) => this.sendLeft(pictures) });
  }

  /** Milliseconds for which the first of the pictures that somebody waits for has been at the door. */
  get age(): number {
    return Math.max(this.small.age, this.large.age);
  }

  /**
   * Takes a picture in, and resolves when Redis has it.
   * @throws CodedError `queue_unavailable`, `overloaded`, `too_many_waiting`, `idempotency_mismatch`
   */
  submit(picture: Sent): Promise<Accepted> {
    const accepted = deferred<Accepted>();
    // Whoever has many in line waits for them; others need not.
    const line = this.longLines.has(picture.caller) ? picture.caller : '';
    this.left.of(`${formatModelReference(picture.model)} ${line}`).add({ ...picture, accepted });
    return accepted.promise;
  }

  /**
   * Takes a picture in, and waits for its end.
   * @param patience ms to wait
   * @param signal ends the waiting early; with {@link HUNG_UP}, a picture that nobody could ask for later is dropped
   * @returns its end; where that has not come in time, the job as it was accepted; and whether an earlier request has it
   * @throws CodedError as {@link submit}; `job_not_found` when it is erased meanwhile
   */
  async predict(sent: Sent, patience: number, signal: AbortSignal): Promise<Ended & { again: boolean }> {
    const size = sent.upload.length < LARGE ? this.small : this.large;
    const lane = size.of(formatModelReference(sent.model));
    const [accepted, ended] = [deferred<Accepted>(), deferred<Ended>()];
    const picture: Awaited = { ...sent, accepted, ended, leave: () => undefined };
    lane.add(picture);
    const giveUp = (): void => {
      if (signal.reason === HUNG_UP && sent.once === undefined) this.drop(picture, lane);
      else {
        lane.hurry(picture); // It may still be at the door.
        accepted.promise.then(({ job }) => this.asItIs(job)).then(ended.resolve, ended.reject);
      }
    };
    const until = performance.now() + patience;
    const timer = setTimeout(giveUp, patience);
    if (signal.aborted) giveUp();
    else signal.addEventListener('abort', giveUp, { once: true });
    // What was sent again has its end elsewhere.
    const elsewhere = ({ job, again }: Accepted): Promise<void> | undefined =>
      again ? this.jobs.wait(job.id, job.owner, until - performance.now(), signal).then(ended.resolve) : undefined;
    accepted.promise.then(elsewhere).catch(ended.reject);
    try {
      return { ...(await ended.promise), again: picture.isElsewhere === true };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      picture.leave();
    }
  }

  /** Nobody waits for it, and nobody knows its id: what has not been begun need not be done. */
  private drop(picture: Awaited, lane: Assembler<Awaited>): void {
    const isHere = lane.withdraw(picture);
    // Where Redis does not answer it is worked on for nobody, which harms nobody.
    if (!isHere) picture.accepted.promise.then(({ job }) => this.records.cancel(job.id)).catch(() => undefined);
    picture.ended.reject(new CodedError('malformed_request'));
  }

  /** The job as its record has it now: its end may have come without being heard of. */
  private async asItIs(job: Job): Promise<Job> {
    return (await this.records.read(job.id).catch(() => null)) ?? job;
  }

  /** Under way until Redis has acknowledged it. */
  private async sendLeft(pictures: Waiting[]): Promise<void> {
    const { model } = pictures[0]!;
    const { ids, accepted } = this.bundles.put(pictures.map(toOutgoing), model);
    const callers = new Set(pictures.map(({ caller }) => caller));
    const noted = accepted.then(
      (created) => {
        this.longLines.note(callers, created.ahead);
        return created;
      },
      (error: unknown) => {
        if (error instanceof CodedError && error.code === 'too_many_waiting') this.longLines.note(callers, Infinity);
        throw error;
      },
    );
    await this.accept(pictures, { ids, accepted: noted }).catch(() => undefined);
  }

  /** Under way until all of it is answered. */
  private async sendAwaited(pictures: Awaited[]): Promise<void> {
    const over = new AbortController();
    const outgoing = pictures.map(({ upload, owner, once }) => ({ upload, owner, once }));
    const put = this.bundles.put(outgoing, pictures[0]!.model, { home: this.changes.home, place: 'awaited' });
    let waiting = pictures.length;
    for (const picture of pictures) {
      picture.leave = () => {
        if (--waiting === 0) over.abort();
      };
    }
    const end = (index: number, job: Ended | null): void => {
      const { ended, isElsewhere } = pictures[index]!;
      if (isElsewhere) return;
      if (job) ended.resolve(job);
      else ended.reject(new CodedError('job_not_found'));
    };
    const ends = awaitEnds(this.changes, this.records, put.ids, end, over.signal);
    await this.accept(pictures, put).catch(() => over.abort());
    await ends;
  }

  /** Tells each picture whether Redis has it. @throws what the putting failed with */
  private async accept(pictures: Waiting[], { ids, accepted }: Put): Promise<void> {
    try {
      const created = await accepted;
      for (const [index, picture] of pictures.entries()) {
        picture.upload = NOTHING;
        const earlier = created.again.get(index);
        if (earlier === undefined)
          picture.accepted.resolve({ job: queued(ids[index]!, picture, created), again: false });
        else {
          picture.isElsewhere = true;
          this.findAgain(earlier).then(picture.accepted.resolve, picture.accepted.reject);
        }
      }
    } catch (error) {
      for (const picture of pictures) picture.accepted.reject(error);
      throw error;
    }
  }

  /** The job of an earlier request with the same key; null where that was another request. */
  private async findAgain(id: JobId | null): Promise<Accepted> {
    if (!id) throw new CodedError('idempotency_mismatch');
    const job = await this.records.read(id);
    if (!job) throw new CodedError('job_not_found');
    return { job, again: true };
  }
}

const toOutgoing = ({ upload, caller, owner, once }: Sent): Outgoing => ({ upload, caller, owner, once });

const queued = (id: JobId, { owner, model }: Sent, { time }: Created): Job => ({
  ...{ id, owner, model, state: 'queued', created: time },
  ...{ started: null, finished: null, outcome: null },
});
