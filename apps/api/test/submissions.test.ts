import { beforeEach, expect, test } from '@jest/globals';
import type { Announcement, ModelReference } from '#contract';
import type { Changes, Created, EndsListener, Job, JobId, Lines, Records } from '#platform';
import type { Bundles, Outgoing, Put } from '../src/bundles/bundles.js';
import { Submissions } from '../src/bundles/submissions.js';
import type { Slots } from '../src/bundles/slots.js';
import { HUNG_UP } from '../src/http/closing.js';
import { Jobs } from '../src/jobs/jobs.js';

const digits = { name: 'digits', version: null };
const letters = { name: 'letters', version: 1 };
const picture = (byte: number): Uint8Array => Uint8Array.of(byte);
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** What was put, and who waits for the ends of it. */
let sent: { bytes: number[]; model: ModelReference; ids: JobId[] }[];
let awaited: Map<string, EndsListener>;
/** Whether Redis takes what comes, and what its records say. */
let refusal: Error | null;
let stored: Partial<Job>;
let again: Created['again'];
let ahead: number;
let canceled: string[];

const created: Created = { time: 7, waiting: { pictures: 1, bytes: 1 }, priority: 1, ahead: 0, again: new Map() };

const bundles = {
  put(outgoing: Outgoing[], model: ModelReference): Put {
    const ids = outgoing.map((_, index) => ({ bundle: `b${sent.length}`, index, token: 't' }));
    sent.push({ bytes: outgoing.map(({ upload }) => upload![0]!), model, ids });
    return { ids, accepted: refusal ? Promise.reject(refusal) : Promise.resolve({ ...created, ahead, again }) };
  },
} as unknown as Bundles;
const changes = {
  home: 'api-1',
  awaitEnds(bundle: string, listener: EndsListener) {
    awaited.set(bundle, listener);
    return () => awaited.delete(bundle);
  },
} as unknown as Changes;
const records = {
  read: async (id: JobId) => ({ ...queued(id), ...stored }),
  cancel: async ({ bundle, index }: JobId) => void canceled.push(`${bundle}.${index}`),
} as unknown as Records;

const queued = (id: JobId): Job => ({
  ...{ id, owner: '', model: digits, state: 'queued', created: 7 },
  ...{ started: null, finished: null, outcome: null },
});
const failed = { state: 'failed', at: 8, outcome: { state: 'failed', code: 'blank_image' } } as const;
const tell = (bundle: number, ends: Announcement['pictures'] | 'gap'): void => awaited.get(`b${bundle}`)?.(ends);

let submissions: Submissions;
let hangUp: AbortController;
const predict = (byte: number, model = digits as ModelReference, patience = 60_000) =>
  submissions.predict({ upload: picture(byte), model, owner: '', caller: 'a' }, patience, hangUp.signal);
const submit = (byte: number, caller = 'a') =>
  submissions.submit({ upload: picture(byte), model: digits, owner: '', caller });

beforeEach(() => {
  [sent, awaited, refusal, stored] = [[], new Map(), null, {}];
  [again, ahead, canceled] = [new Map(), 0, []];
  hangUp = new AbortController();
  submissions = new Submissions(bundles, changes, records, new Jobs(records, changes, {} as Lines), {
    count: 2,
  } as Slots);
});

test('each gets its own end', async () => {
  const answers = [predict(1), predict(2)];
  await turn();
  expect(sent.map(({ bytes }) => bytes)).toEqual([[1, 2]]);
  tell(0, { '1': { state: 'canceled', at: 9 }, '0': failed });
  expect((await Promise.all(answers)).map(({ state }) => state)).toEqual(['failed', 'canceled']);
  expect(awaited.size).toBe(0);
});

test('models are never mixed, nor those who wait with those who do not', async () => {
  const left = submit(4);
  const answers = [predict(1), predict(2, letters), predict(3)];
  await turn();
  expect(sent.map(({ bytes, model }) => [model.name, bytes])).toEqual([
    ['digits', [4]],
    ['digits', [1, 3]],
    ['letters', [2]],
  ]);
  expect(await left).toMatchObject({ again: false, job: { state: 'queued' } });
  for (const [nth, { ids }] of sent.entries()) tell(nth, Object.fromEntries(ids.map(({ index }) => [index, failed])));
  await Promise.all(answers);
});

test('when patience ends the job is told as its record has it', async () => {
  const still = predict(1, digits, 5);
  expect(await still).toMatchObject({ state: 'queued', id: { bundle: 'b0' } });
  stored = { state: 'failed', outcome: failed.outcome };
  expect(await predict(2, digits, 5)).toMatchObject({ state: 'failed' });
});

test('what still waits at the door when patience ends is accepted first', async () => {
  void predict(1).catch(() => undefined);
  await turn();
  expect(await predict(2, digits, 5)).toMatchObject({ id: { bundle: 'b1' } });
  hangUp.abort();
});

test('an end that nobody waits for any more is not waited for', async () => {
  const answers = [predict(1), predict(2)];
  await turn();
  expect(awaited.size).toBe(1);
  hangUp.abort();
  await Promise.all(answers);
  expect(awaited.size).toBe(0);
});

test('what Redis does not take is told to all of the bundle', async () => {
  refusal = new Error('full');
  const answers = await Promise.allSettled([predict(1), predict(2), submit(3)]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(awaited.size).toBe(0);
});

test('a picture that is erased meanwhile is unknown', async () => {
  const answer = predict(1);
  await turn();
  tell(0, { '0': { state: 'erased', at: 9 } });
  await expect(answer).rejects.toThrow('job_not_found');
});

test('a picture whose client hangs up is dropped: at the door it is never sent, in Redis it is canceled', async () => {
  const first = predict(1).catch((error: Error) => error.message);
  await turn();
  const second = predict(2).catch((error: Error) => error.message);
  hangUp.abort(HUNG_UP);
  expect(await Promise.all([first, second])).toEqual(['malformed_request', 'malformed_request']);
  await turn();
  expect(sent.map(({ bytes }) => bytes)).toEqual([[1]]);
  expect(canceled).toEqual(['b0.0']);
});

test('one that can be asked for again by its key is not', async () => {
  const answer = submissions.predict(
    { upload: picture(1), model: digits, owner: '', caller: 'a', once: 'key' },
    60_000,
    hangUp.signal,
  );
  await turn();
  hangUp.abort(HUNG_UP);
  expect(await answer).toMatchObject({ state: 'queued' });
  expect(canceled).toEqual([]);
});

test('who sends the same again gets the job that there is, and its end', async () => {
  const earlier = { bundle: 'b9', index: 3, token: 't' };
  again = new Map([[0, earlier]]);
  expect(await submit(1)).toMatchObject({ again: true, job: { id: earlier } });
  stored = { state: 'failed', outcome: failed.outcome };
  expect(await predict(1)).toMatchObject({ id: earlier, state: 'failed' });
  expect(awaited.size).toBe(0);
});

test('who sends something else with the same key is refused, and no other with them', async () => {
  again = new Map([[0, null]]);
  const answers = await Promise.allSettled([submit(1), submit(2)]);
  expect(answers).toMatchObject([
    { status: 'rejected', reason: { code: 'idempotency_mismatch' } },
    { status: 'fulfilled' },
  ]);
});

test('those of a caller with many in line travel apart from all others', async () => {
  ahead = 1_000;
  await submit(1, 'hog');
  ahead = 0;
  await Promise.all([submit(2, 'hog'), submit(3), submit(4, 'b')]);
  expect(sent.map(({ bytes }) => bytes).sort()).toEqual([[1], [2], [3, 4]]);
});
