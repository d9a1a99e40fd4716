import { Injectable } from '@nestjs/common';
import { CodedError, isFinal, type SeenShape, type ServedModel } from '#contract';
import { Changes, Lines, parseJobId, Records, type Job, type JobId } from '#platform';
import { follow, untilFinal } from './follow.js';
import { lastOf } from './last-of.js';
import type { PlacedJob } from './snapshot.js';

/** Jobs as clients ask for them, by id; of another's they hear nothing. */
@Injectable()
export class Jobs {
  constructor(
    private readonly records: Records,
    private readonly changes: Changes,
    private readonly lines: Lines,
  ) {}

  /** @throws CodedError `job_not_found` for an unknown or malformed id, and for another's job */
  async read(text: string, owner: string): Promise<Job> {
    return (await this.readOwn(parse(text), owner)) ?? notFound();
  }

  /** The job with its place in line; what cannot be told must not keep the rest from being told. */
  async placed(job: Job): Promise<PlacedJob> {
    if (job.state !== 'queued') return job;
    return { ...job, ahead: await this.lines.ahead(job.id).catch(() => null) };
  }

  /**
   * A job as it changes, with its place in line at first, until it is erased or the signal; see {@link follow}.
   * @throws CodedError `job_not_found` for a malformed id
   */
  watch(id: string, owner: string, signal: AbortSignal): AsyncGenerator<PlacedJob> {
    return this.placedEach(this.changesOf(parse(id), owner, signal));
  }

  /** As {@link watch}, up to the final state. */
  follow(id: string, owner: string, signal: AbortSignal): AsyncGenerator<PlacedJob> {
    return untilFinal(this.watch(id, owner, signal));
  }

  /**
   * A job in its final state, or as it is when the time is over.
   * @param patience ms to wait
   * @throws CodedError `job_not_found`, also when it is erased meanwhile
   */
  async wait(id: string | JobId, owner: string, patience: number, signal: AbortSignal): Promise<Job> {
    const job = typeof id === 'string' ? parse(id) : id;
    const changes = (until: AbortSignal) => untilFinal(this.changesOf(job, owner, until));
    const { last, cutShort } = await lastOf(changes, patience, signal);
    if (!last || (!isFinal(last.state) && !cutShort)) notFound();
    return last;
  }

  /**
   * Cancels what waits, erases what is final.
   * @returns the canceled job, or null when it was erased
   * @throws CodedError `job_not_found`, `job_processing`
   */
  async remove(text: string, owner: string): Promise<Job | null> {
    const { id } = await this.read(text, owner);
    const { canceled, before } = (await this.records.cancel(id)) ?? notFound();
    if (canceled) return canceled;
    if (before === 'processing') throw new CodedError('job_processing');
    if (!(await this.records.erase(id))) notFound();
    return null;
  }

  /**
   * The picture that the model saw, and the model.
   * @throws CodedError `job_not_found`, `input_not_found`
   */
  async input(text: string, owner: string): Promise<SeenShape & { id: JobId; model: ServedModel; data: Uint8Array }> {
    const { id, outcome } = await this.read(text, owner);
    const data = await this.records.readSeen(id);
    if (outcome?.state !== 'succeeded' || !data) throw new CodedError('input_not_found');
    return { id, model: outcome.result.model, ...outcome.seen, data };
  }

  private changesOf(id: JobId, owner: string, signal: AbortSignal): AsyncGenerator<Job> {
    return follow(() => this.readOwn(id, owner), this.changes, id, signal);
  }

  private async *placedEach(jobs: AsyncGenerator<Job>): AsyncGenerator<PlacedJob> {
    for await (const job of jobs) yield this.placed(job);
  }

  private async readOwn(id: JobId, owner: string): Promise<Job | null> {
    const job = await this.records.read(id);
    return job?.owner === owner ? job : null;
  }
}

const parse = (text: string): JobId => parseJobId(text) ?? notFound();

function notFound(): never {
  throw new CodedError('job_not_found');
}
