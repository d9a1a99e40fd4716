import { expect, test } from '@jest/globals';
import { Course } from './course.mjs';
import { Ledger } from './ledger.mjs';

const seven = { name: '7.png', digit: 7, expected: 7 };
const half = { name: 'half.png', fails: 'undecodable_image', status: 422 };
const succeeded = (digit: number) => ({
  state: 'succeeded',
  result: { class: digit, confidence: 0.9, probabilities: [0.1, 0.9] },
});
const failed = (code: string, status: number) => ({ state: 'failed', error: { code, status } });

/** A ledger with a clock that goes on by itself, one ms a look. */
function open(): Ledger {
  let now = 0;
  return new Ledger(() => now++);
}

test('what was accepted, ended, and is the same over every door is no sin', () => {
  const ledger = open();
  const job = ledger.accept('a', 'jobs', seven);
  expect(ledger.open).toEqual([job]);
  ledger.hear(job, { state: 'queued' }, '202', ledger.now);
  ledger.hear(job, { state: 'processing' }, 'stream');
  ledger.hear(job, succeeded(7), 'stream');
  ledger.hear(job, { state: 'processing' }, 'socket');
  ledger.hear(job, succeeded(7), 'poll', ledger.now);
  expect(ledger.open).toEqual([]);
  expect(JSON.parse(JSON.stringify(ledger))).toMatchObject({
    accepted: { jobs: 1 },
    done: { succeeded: 1 },
    sins: {},
  });
});

test.each([
  ['another outcome', succeeded(1)],
  ['another end', { state: 'canceled' }],
  ['no end any more', { state: 'queued' }],
])('%s after an end is doubled', (_what, snapshot) => {
  const ledger = open();
  const job = ledger.accept('a', 'jobs', seven);
  ledger.hear(job, succeeded(7), 'poll', ledger.now);
  ledger.hear(job, snapshot, 'poll', ledger.now);
  expect(ledger.sins.toJSON()).toEqual({ doubled: 1 });
});

test('an answer that was asked for before the end was heard of may be older than it', () => {
  const ledger = open();
  const job = ledger.accept('a', 'jobs', seven);
  const asked = ledger.now;
  ledger.hear(job, succeeded(7), 'stream');
  ledger.hear(job, { state: 'queued' }, 'poll', asked);
  expect(ledger.sins.total).toBe(0);
});

test('a 404 is a loss, once, but for what was erased or may have been', () => {
  const ledger = open();
  const [lost, erased, perhaps] = ['a', 'b', 'c'].map((id) => ledger.accept(id, 'jobs', seven));
  erased!.eraseAt(ledger.now);
  perhaps!.mayBeGone = true;
  for (const job of [lost, erased, perhaps, lost]) ledger.hearOfNone(job, 'poll');
  expect(ledger.sins.toJSON()).toEqual({ lost: 1 });
  expect(ledger.open).toEqual([]);
  ledger.hear(erased, succeeded(7), 'poll', ledger.now);
  expect(ledger.sins.toJSON()).toEqual({ doubled: 1, lost: 1 });
});

test('a failure is a bad picture’s own, the service’s, or the wrong one', () => {
  const ledger = open();
  const hear = (picture: object, snapshot: object): void =>
    ledger.hear(ledger.accept(String(ledger.now), 'jobs', picture), snapshot, 'poll', ledger.now);
  hear(half, failed('undecodable_image', 422));
  hear(half, failed('internal_error', 500));
  expect(ledger.sins.total).toBe(0);
  hear(half, failed('blank_image', 422));
  hear(half, succeeded(3));
  hear(seven, failed('blank_image', 422));
  expect(ledger.sins.toJSON()).toEqual({ 'wrong answer': 3 });
  expect(ledger.done.of('failed: internal_error')).toBe(1);
});

test('a model that errs is counted; the answer of another picture is a sin', () => {
  const ledger = open();
  const misread = { name: 'sloppy.png', digit: 7, expected: 1 };
  ledger.hear(ledger.accept('a', 'jobs', misread), succeeded(1), 'poll', ledger.now);
  expect(ledger.done.of('(of these: another digit than was written)')).toBe(1);
  expect(ledger.sins.total).toBe(0);
  ledger.hear(ledger.accept('b', 'jobs', seven), succeeded(4), 'poll', ledger.now);
  expect(ledger.sins.toJSON()).toEqual({ swapped: 1 });
});

test('a batch has all its pictures to the end, and the same results whenever they are asked for', () => {
  const finished = { state: 'finished', total: 2, counts: { queued: 0, succeeded: 2, failed: 0, canceled: 0 } };
  const results = ['a', 'b'].map((id) => ({ id, name: `${id}.png`, ...succeeded(7) }));
  const pictures = new Map([
    ['a.png', seven],
    ['b.png', seven],
  ]);
  const ledger = open();
  const batch = ledger.acceptBatch('x', pictures);
  ledger.hearOfBatch(batch, finished, 'poll', ledger.now);
  ledger.hearOfResults(batch, results, ledger.now);
  ledger.hearOfResults(batch, results, ledger.now);
  expect([ledger.accepted.of('batch'), ledger.done.of('succeeded'), ledger.sins.total]).toEqual([2, 2, 0]);

  ledger.hearOfBatch(batch, { ...finished, counts: { ...finished.counts, succeeded: 1, failed: 1 } }, 'socket');
  ledger.hearOfResults(batch, [results[0], { ...results[1], ...failed('internal_error', 500) }], ledger.now);
  expect(ledger.sins.toJSON()).toEqual({ doubled: 2 });
  ledger.hearOfResults(batch, results.slice(0, 1), ledger.now);
  expect(ledger.sins.of('lost')).toBe(1);
});

test('the books balance when everything accepted has ended, or was erased before that was heard of', () => {
  const ledger = open();
  ledger.hear(ledger.accept('a', 'jobs', seven), succeeded(7), 'poll', ledger.now);
  ledger.accept('b', 'jobs', seven).eraseAt(ledger.now);
  ledger.acceptBatch('x', new Map([['c.png', seven]])).eraseAt(ledger.now);
  ledger.balance();
  expect([ledger.sins.total, ledger.done.of('erased before its end was heard of')]).toEqual([0, 2]);
  ledger.acceptBatch('y', new Map([['d.png', seven]]));
  ledger.balance();
  expect(ledger.sins.of('lost')).toBe(1);
});

test('one stream tells an end once, and nothing after it', () => {
  const tell = (...states: string[]) => states.map((state) => course.tell({ state }));
  let course = new Course();
  expect(tell('queued', 'queued', 'processing', 'succeeded')).toEqual([null, null, null, null]);
  expect(tell('succeeded', 'processing')).toEqual(['told twice', 'went back']);
  course = new Course();
  expect(tell('receiving', 'processing', 'finished')).toEqual([null, null, null]);
});
