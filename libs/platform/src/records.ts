import {
  outcomeSchema,
  type Bundle,
  type ErrorCode,
  type JobState,
  type ModelReference,
  type Outcome,
} from '#contract';
import type { Redis } from 'ioredis';
import type { Job } from './job.js';
import { parseJobId, type JobId } from './job-id.js';
import type { Keys } from './keys.js';
import { CANCEL, CLAIM, CREATE, ERASE, OPEN_SINCE, ORPHANED, SETTLE, TRY } from './record-scripts.js';
import { EXPIRE_ALL } from './whole-bundle-scripts.js';
import type { Claim, ClaimedPicture, Created, Entrance, NewPicture, Settlement } from './record.js';
import { unavailable } from './redis.js';
import { asBuffer, defineScript, type Script } from './script.js';

/**
 * The truth about every picture: its upload until it is answered, its outcome from then on.
 * Every method throws CodedError `queue_unavailable` when Redis does not answer.
 */
export class Records {
  private readonly scripts: Record<
    'create' | 'claim' | 'settle' | 'try' | 'cancel' | 'erase' | 'expire' | 'openSince',
    Script
  >;

  /**
   * @param ttl milliseconds that a record is kept after its last outcome
   * @param memory milliseconds for which it is known that a request which is not to be done twice was done
   */
  constructor(
    private readonly redis: Redis,
    private readonly keys: Keys,
    private readonly ttl: number | (() => number),
    private readonly memory = typeof ttl === 'number' ? ttl : ttl(),
  ) {
    this.scripts = {
      create: defineScript(redis, 'recordCreate', CREATE),
      claim: defineScript(redis, 'recordClaim', CLAIM),
      settle: defineScript(redis, 'recordSettle', SETTLE),
      try: defineScript(redis, 'recordTry', TRY),
      cancel: defineScript(redis, 'recordCancel', CANCEL),
      erase: defineScript(redis, 'recordErase', ERASE),
      expire: defineScript(redis, 'recordExpire', EXPIRE_ALL),
      openSince: defineScript(redis, 'recordOpenSince', OPEN_SINCE),
    };
  }

  /**
   * Writes a new bundle's record.
   * @throws CodedError `overloaded`, `too_many_waiting` when there is no room; nothing of it is left then
   */
  async create(bundle: Bundle, pictures: NewPicture[], { home, batch, room }: Entrance = {}): Promise<Created> {
    const fields = pictures.flatMap(({ token, owner, failed, caller, once }) => [
      token,
      owner,
      failed ? failure(failed) : '',
      caller ?? '',
      once ?? '',
    ]);
    const limits = [room?.pictures ?? -1, room?.bytes ?? -1, room?.ofOneCaller ?? -1, this.memory];
    // Sent together, and done in this order: a script would copy the uploads twice.
    const uploads = this.writeUploads(bundle.id, pictures);
    const created = this.run(
      'create',
      bundle.id,
      JSON.stringify(bundle.model),
      home ?? '',
      batch ?? '',
      ...limits,
      ...fields,
    );
    const [[time, waiting, bytes, priority, ahead, ...again]] = (await Promise.all([created, ...uploads])) as [
      [number, number, number, number, number, ...Buffer[]],
    ];
    return { time, waiting: { pictures: waiting, bytes }, priority, ahead, again: new Map(again.map(readAgain)) };
  }

  /** Takes a bundle's open pictures in hand: none if all were answered, canceled or erased meanwhile. */
  async claim(bundle: Bundle): Promise<Claim> {
    const uploads = Array.from({ length: bundle.pictures }, (_, index) => uploadField(index));
    const [[claims, ...open], found] = await Promise.all([
      this.run('claim', bundle.id, bundle.pictures) as Promise<[number, ...number[]]>,
      this.redis.hmgetBuffer(this.keys.record(bundle.id), ...uploads).catch(unavailable),
    ]);
    // What has no upload any more was answered by another worker between the two.
    const pictures = open.map((index) => ({ index, upload: found[index] })).filter(hasUpload);
    return { claims, pictures };
  }

  /** Counts a further try of one picture before it is made, so that a crash is counted too. @returns tries, this one included */
  async countTry(bundle: string, index: number): Promise<number> {
    return (await this.run('try', bundle, index)) as number;
  }

  /** Writes outcomes, each only where its picture is still open. @returns of each that was, the ms since it came in */
  async settle(bundle: string, settlements: Settlement[]): Promise<number[]> {
    const fields = settlements.flatMap(({ index, outcome, seen }) => [
      index,
      outcome.state,
      JSON.stringify(outcome),
      seen ?? '',
    ]);
    return (await this.run('settle', bundle, this.kept, ...fields)) as number[];
  }

  /** Leaves `internal_error` in every picture of a bundle that is still open. */
  async giveUp(bundle: string): Promise<void> {
    const pictures = (await this.readBundle(bundle))?.bundle.pictures ?? 0;
    const outcome: Outcome = { state: 'failed', code: 'internal_error' };
    await this.settle(
      bundle,
      Array.from({ length: pictures }, (_, index) => ({ index, outcome })),
    );
  }

  /**
   * Leaves `expired` in every picture of a bundle that has waited, or been in the hands of a silent worker, for `age` ms.
   * @returns how many there were
   */
  async expire(bundle: string, age: number): Promise<number> {
    return (await this.run('expire', bundle, this.kept, age, failure('expired'))) as number;
  }

  /** The bundles that have had an open picture for `age` ms or longer, oldest first, some passed over. */
  async openSince(age: number, most: number, passOver = 0): Promise<string[]> {
    const answer = await this.scripts.openSince([this.keys.open], [age, passOver, most]).catch(unavailable);
    return (answer as Buffer[]).map(String);
  }

  /** A bundle as its record tells it, and whether somebody waited for its end; null if there is no record. */
  async readBundle(id: string): Promise<{ bundle: Bundle; awaited: boolean } | null> {
    const [model, pictures, home] = await this.redis
      .hmget(this.keys.record(id), 'model', 'pictures', 'home')
      .catch(unavailable);
    if (!model || !pictures) return null;
    const bundle = { v: 1, id, pictures: Number(pictures), model: JSON.parse(model) as ModelReference } as const;
    return { bundle, awaited: Boolean(home) };
  }

  /** Counts a bundle no longer among the open ones: its record is gone. */
  async forget(bundle: string): Promise<void> {
    await this.redis.zrem(this.keys.open, bundle).catch(unavailable);
  }

  /** Cancels a queued job. @returns its state before and, if that was `queued`, the canceled job; null if there is none */
  async cancel(id: JobId): Promise<{ before: JobState; canceled: Job | null } | null> {
    const answer = (await this.run('cancel', id.bundle, this.kept, id.index, id.token)) as Buffer[] | null;
    if (!answer) return null;
    const [before, model, created, finished, owner] = answer.map(String);
    if (before !== 'queued') return { before: before as JobState, canceled: null };
    const times = { created: Number(created), started: null, finished: Number(finished) };
    return {
      before,
      canceled: { id, owner: owner!, model: JSON.parse(model!), state: 'canceled', ...times, outcome: null },
    };
  }

  /** Erases all there is of a job in a final state. @returns whether there was one */
  async erase({ bundle, index, token }: JobId): Promise<boolean> {
    return (await this.run('erase', bundle, index, token)) === 1;
  }

  /** @returns null if there is no such job */
  async read(id: JobId): Promise<Job | null> {
    const fields = ['token', 'owner', 'state', 'created', 'started', 'finished', 'outcome'].map(
      (field) => `${id.index}:${field}`,
    );
    const [model, token, owner, state, created, started, finished, outcome] = await this.redis
      .hmget(this.keys.record(id.bundle), 'model', ...fields)
      .catch(unavailable);
    if (!model || token !== id.token) return null;
    return {
      id,
      owner: owner ?? '',
      model: JSON.parse(model) as ModelReference,
      state: state as JobState,
      created: Number(created),
      started: started ? Number(started) : null,
      finished: finished ? Number(finished) : null,
      outcome: outcome ? readOutcome(outcome) : null,
    };
  }

  /** The pixels that the model saw of a job; null if there are none. Their shape is in the outcome. */
  async readSeen({ bundle, index }: JobId): Promise<Buffer | null> {
    const seen = await this.redis.hgetBuffer(this.keys.record(bundle), `${index}:seen`).catch(unavailable);
    return seen?.length ? seen : null;
  }

  private get kept(): number {
    return typeof this.ttl === 'number' ? this.ttl : this.ttl();
  }

  private writeUploads(bundle: string, pictures: NewPicture[]): Promise<unknown>[] {
    const record = this.keys.record(bundle);
    const fields = pictures.flatMap(({ upload }, index) => (upload ? [uploadField(index), asBuffer(upload)] : []));
    if (fields.length === 0) return [];
    return [
      this.redis
        .multi()
        .hset(record, ...fields)
        .pexpire(record, ORPHANED)
        .exec()
        .catch(unavailable),
    ];
  }

  private run(
    script: keyof typeof this.scripts,
    bundle: string,
    ...args: (string | number | Uint8Array)[]
  ): Promise<unknown> {
    return this.scripts[script](recordKeys(this.keys, bundle), [bundle, ...args]).catch(unavailable);
  }
}

/** The KEYS of every script of records. */
export const recordKeys = (keys: Keys, bundle: string): string[] => [
  keys.record(bundle),
  keys.open,
  keys.changes(),
  keys.record(''),
  keys.batch(''),
  keys.load,
  keys.turns,
  keys.once(''),
  keys.line,
];

const uploadField = (index: number): string => `${index}:upload`;

const hasUpload = (picture: { index: number; upload: Buffer | null | undefined }): picture is ClaimedPicture =>
  Boolean(picture.upload);

/** An index, a space, and the job's id or nothing. */
function readAgain(text: Buffer): [number, JobId | null] {
  const [index, id] = text.toString().split(' ');
  return [Number(index), parseJobId(id!)];
}

const failure = (code: ErrorCode): string => JSON.stringify({ state: 'failed', code } satisfies Outcome);

/** An outcome that another version wrote, and that says nothing to this one, is a fault of ours. */
export function readOutcome(text: string): Outcome {
  return outcomeSchema.safeParse(JSON.parse(text)).data ?? { state: 'failed', code: 'internal_error' };
}
