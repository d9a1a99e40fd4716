import { beforeEach, expect, test } from '@jest/globals';
import type { Announcement, ModelReference } from '#contract';
import type { Changes, EndsListener, Job, JobId, Records } from '#platform';
import type { Bundles, Put } from '../src/bundles/bundles.js';
import { Submissions } from '../src/bundles/submissions.js';
import type { Slots } from '../src/bundles/slots.js';

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

const bundles = {
  put(uploads: Uint8Array[], model: ModelReference): Put {
    const ids = uploads.map((_, index) => ({ bundle: `b${sent.length}`, index, token: 't' }));
    sent.push({ bytes: uploads.map(([byte]) => byte!), model, ids });
    return { ids, accepted: refusal ? Promise.reject(refusal) : Promise.resolve(7) };
  },
} as unknown as Bundles;
const changes = {
  home: 'api-1',
  awaitEnds(bundle: string, listener: EndsListener) {
    awaited.set(bundle, listener);
    return () => awaited.delete(bundle);
  },
} as unknown as Changes;
const records = { read: async (id: JobId) => ({ ...queued(id), ...stored }) } as unknown as Records;

const queued = (id: JobId): Job => ({
  ...{ id, model: digits, state: 'queued', created: 7 },
  ...{ started: null, finished: null, outcome: null },
});
const failed = { state: 'failed', at: 8, outcome: { state: 'failed', code: 'blank_image' } } as const;
const tell = (bundle: number, ends: Announcement['pictures'] | 'gap'): void => awaited.get(`b${bundle}`)?.(ends);

let submissions: Submissions;
let hangUp: AbortController;
const predict = (byte: number, model = digits as ModelReference, patience = 60_000) =>
  submissions.predict(picture(byte), model, patience, hangUp.signal);

beforeEach(() => {
  [sent, awaited, refusal, stored] = [[], new Map(), null, {}];
  hangUp = new AbortController();
  submissions = new Submissions(bundles, changes, records, { count: 2 } as Slots);
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
  const left = submissions.submit(picture(4), digits);
  const answers = [predict(1), predict(2, letters), predict(3)];
  await turn();
  expect(sent.map(({ bytes, model }) => [model.name, bytes])).toEqual([
    ['digits', [4]],
    ['digits', [1, 3]],
    ['letters', [2]],
  ]);
  expect((await left).state).toBe('queued');
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
  const answers = await Promise.allSettled([predict(1), predict(2), submissions.submit(picture(3), digits)]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect(awaited.size).toBe(0);
});

test('a picture that is erased meanwhile is unknown', async () => {
  const answer = predict(1);
  await turn();
  tell(0, { '0': { state: 'erased', at: 9 } });
  await expect(answer).rejects.toThrow('job_not_found');
});
