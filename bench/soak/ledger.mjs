import { Counts } from './counts.mjs';
import { isFinal } from './course.mjs';
import { outcomeOf, outcomeOfBatch } from './outcome.mjs';
import { brief, Promised } from './promise.mjs';

/** Notes that are kept of each kind of what must not be: all are counted. */
const NOTES = 40;

/** Why a picture failed whose workers died each time: any may be struck so by faults. */
const CRASHED = 'quarantined';

/**
 * What was asked of the service, and what it said, as clients see it. A job is accepted when it got an id; what must never
 * be is counted as a `sin`: `lost`, `doubled`, `swapped` (the answer of another picture), `wrong answer` (an error that
 * is not the one that the request has deserved), `unheard` (a stream that kept an end to itself), `unanswered`, `process`.
 */
export class Ledger {
  jobs = new Map();
  batches = new Map();
  accepted = new Counts();
  refused = new Counts();
  unconnected = new Counts();
  done = new Counts();
  sins = new Counts();
  notes = [];
  #now;

  /** @param now the clock, in ms */
  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  /** A time to be given as `asked` later on. */
  get now() {
    return this.#now();
  }

  /** @returns the new job; `picture` is one of cast.mjs' */
  accept(id, door, picture) {
    const job = new Promised(id, { door, picture });
    this.jobs.set(id, job);
    this.accepted.add(door);
    return job;
  }

  /** @returns the new batch @param pictures of it, by their names */
  acceptBatch(id, pictures) {
    const batch = new Promised(id, { pictures, jobs: null });
    this.batches.set(id, batch);
    this.accepted.add('batch', pictures.size);
    return batch;
  }

  /** @param snapshot as a job's door tells it @param asked when the question was sent; none for a stream's news */
  hear(job, snapshot, by, asked = 0) {
    const outcome = isFinal(snapshot.state) ? outcomeOf(snapshot) : null;
    const first = !job.ended;
    const { state } = snapshot;
    const contradiction = job.hear({ state, outcome, by, asked, now: this.now });
    if (contradiction) this.sin('doubled', `${job.id}: ${contradiction}`);
    if (first && job.ended) this.#judge(job, snapshot);
  }

  hearOfBatch(batch, snapshot, by, asked = 0) {
    const outcome = isFinal(snapshot.state) ? outcomeOfBatch(snapshot) : null;
    const contradiction = batch.hear({ state: snapshot.state, outcome, by, asked, now: this.now });
    if (contradiction) this.sin('doubled', `${batch.id}: ${contradiction}`);
    if (snapshot.state !== 'receiving' && snapshot.total !== batch.pictures.size)
      this.sin('lost', `${batch.id}: ${snapshot.total} of ${batch.pictures.size} pictures (${by})`);
  }

  /** Results of a finished batch: its jobs, of which no one had ever heard before the first time. */
  hearOfResults(batch, results, asked) {
    batch.jobs ??= new Map(
      results.map(({ id, name }) => [id, new Promised(id, { door: 'batch', picture: batch.pictures.get(name) })]),
    );
    if (results.length !== batch.pictures.size)
      this.sin('lost', `${batch.id}: ${results.length} of ${batch.pictures.size} results`);
    for (const result of results) {
      const job = batch.jobs.get(result.id);
      if (job) this.hear(job, result, 'results', asked);
      else this.sin('doubled', `${batch.id}: ${result.id} is not of its first results`);
    }
  }

  hearOfNone(promised, by) {
    if (promised.hearOfNone(this.now))
      this.sin('lost', `${promised.id}: 404 (${by}) after ${brief(promised.ended?.outcome ?? '202')}`);
  }

  /** What a stream told that contradicts itself; see Course. */
  hearOfCourse(id, wrong, by) {
    if (wrong) this.sin('doubled', `${id}: ${wrong} (${by})`);
  }

  sin(kind, note) {
    this.sins.add(kind);
    if (this.notes.filter((other) => other.kind === kind).length < NOTES) this.notes.push({ kind, note });
  }

  /** Whatever of it all has not come to its end. */
  get open() {
    return [...this.jobs.values(), ...this.batches.values()].filter(
      (promised) => !promised.isKept && !promised.missing,
    );
  }

  /** Closes the books: every picture that was accepted has come to an end, or was erased before that was heard of. */
  balance() {
    const batches = [...this.batches.values()];
    const all = [...this.jobs.values(), ...batches.flatMap(({ jobs }) => (jobs ? [...jobs.values()] : []))];
    const unseen = batches.filter(({ erased, jobs }) => erased && !jobs);
    const erased =
      all.filter(({ erased, ended }) => erased && !ended).length +
      unseen.reduce((sum, { pictures }) => sum + pictures.size, 0);
    this.done.add('erased before its end was heard of', erased);
    const missing = this.accepted.total - erased - all.filter(({ ended }) => ended).length;
    if (missing !== 0) this.sin('lost', `the books do not balance: ${missing} of ${this.accepted.total}`);
  }

  toJSON() {
    const { accepted, refused, unconnected, done, sins, notes } = this;
    return { accepted, refused, unconnected, done, sins, notes };
  }

  #judge(job, { state, result, error }) {
    const { picture } = job;
    if (state === 'canceled') this.done.add('canceled');
    if (state === 'failed') {
      const deserved = error.code === picture.fails;
      this.done.add(`${deserved ? 'bad picture' : 'failed'}: ${error.code}`);
      if (!deserved && error.status < 500 && error.code !== CRASHED)
        this.sin('wrong answer', `${job.id}: ${picture.name}: ${error.code}`);
    }
    if (state !== 'succeeded') return;
    this.done.add('succeeded');
    if (picture.fails) return this.sin('wrong answer', `${job.id}: ${picture.name} was ${result.class}`);
    if (result.class !== picture.digit) this.done.add('(of these: another digit than was written)');
    if (picture.expected !== undefined && result.class !== picture.expected)
      this.sin('swapped', `${job.id}: ${picture.name} was ${result.class}, before ${picture.expected}`);
  }
}
