import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { BUNDLE_BYTES, BUNDLE_PICTURES } from '#contract';
import { Assembler, type Bundled } from '../src/bundles/assembler.js';

const digits = { name: 'digits', version: null };
const letters = { name: 'letters', version: 1 };

interface Picture extends Bundled {
  nth: number;
}

/** A bundle that was sent, by its pictures; it is under way until it is said to be done. */
interface Sent {
  nths: number[];
  done: () => void;
}

let sent: Sent[];
let slots: number;
let assembler: Assembler<Picture>;
let count: number;

beforeEach(() => {
  [sent, slots, count] = [[], 2, 0];
  assembler = new Assembler({
    slots: () => slots,
    send: (pictures) =>
      new Promise<void>((done) => {
        sent.push({ nths: pictures.map(({ nth }) => nth), done });
      }),
  });
});
afterEach(() => void jest.useRealTimers());

const add = (bytes = 1, model: Bundled['model'] = digits): void =>
  assembler.add({ nth: count++, upload: new Uint8Array(bytes), model });
const addSome = (pictures: number, ...how: [bytes?: number, model?: Bundled['model']]): void => {
  for (let nth = 0; nth < pictures; nth++) add(...how);
};
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
/** Ends a bundle, and lets the next ones go. */
async function finish(nth: number): Promise<void> {
  sent[nth]!.done();
  await turn();
}
const sizes = (): number[] => sent.map(({ nths }) => nths.length);
const range = (end: number, from = 0): number[] => Array.from({ length: end - from }, (_, at) => from + at);

/** One picture is under way alone. */
async function busy(): Promise<void> {
  add();
  await turn();
  expect(sizes()).toEqual([1]);
}

test('a picture alone goes at once', async () => {
  await busy();
  await finish(0);
  add();
  await turn();
  expect(sent.map(({ nths }) => nths)).toEqual([[0], [1]]);
});

test('pictures of one turn go together, in order', async () => {
  addSome(5);
  expect(sent).toEqual([]);
  await turn();
  expect(sent.map(({ nths }) => nths)).toEqual([range(5)]);
});

test('while something is under way a few gather, and go together when it ends', async () => {
  await busy();
  for (let nth = 0; nth < 3; nth++) {
    add();
    await turn();
  }
  expect(sizes()).toEqual([1]);
  await finish(0);
  expect(sent.map(({ nths }) => nths)).toEqual([[0], [1, 2, 3]]);
});

/** How many pictures it takes until something more goes. */
async function untilNextGoes(): Promise<number> {
  const before = sent.length;
  for (let added = 1; added <= 2 * BUNDLE_PICTURES; added++) {
    add();
    await turn();
    if (sent.length > before) return added;
  }
  return Infinity;
}

test('a second bundle goes before it is full, a third only when it is', async () => {
  slots = 3;
  await busy();
  const second = await untilNextGoes();
  expect(second).toBeGreaterThan(2);
  expect(second).toBeLessThan(BUNDLE_PICTURES);
  expect(await untilNextGoes()).toBe(BUNDLE_PICTURES);
  expect(sizes()).toEqual([1, second, BUNDLE_PICTURES]);
});

test('with one slot nothing goes before it is full while something is under way', async () => {
  slots = 1;
  await busy();
  expect(await untilNextGoes()).toBeGreaterThanOrEqual(BUNDLE_PICTURES);
});

test('a bundle that holds enough bytes is full', async () => {
  await busy();
  addSome(2, BUNDLE_BYTES / 2);
  await turn();
  expect(sizes()).toEqual([1, 2]);
});

test('no bundle holds more bytes than it may, but for one picture that is larger', async () => {
  add(3 * BUNDLE_BYTES);
  addSome(3, 0.4 * BUNDLE_BYTES);
  add(0.1 * BUNDLE_BYTES);
  assembler.flush();
  expect(sent.map(({ nths }) => nths)).toEqual([[0], [1, 2, 4], [3]]);
});

test('no bundle holds more pictures than it may', async () => {
  addSome(2 * BUNDLE_PICTURES + 1);
  await turn();
  for (let nth = 0; nth < sent.length; nth++) await finish(nth);
  expect(sizes()).toEqual([BUNDLE_PICTURES, BUNDLE_PICTURES, 1]);
  expect(sent.flatMap(({ nths }) => nths)).toEqual(range(2 * BUNDLE_PICTURES + 1));
});

/** How many bundles are under way when there is no end to pictures. */
async function mostUnderWay(slotsNow: number): Promise<number> {
  slots = slotsNow;
  const before = sent.length;
  for (let bundle = 0; bundle < 20 * slots; bundle++) {
    addSome(BUNDLE_PICTURES);
    await turn();
  }
  const most = sent.length - before;
  for (let nth = 0; nth < sent.length; nth++) await finish(nth);
  return most;
}

test('however many pictures come, bundles are under way in proportion to the slots', async () => {
  const one = await mostUnderWay(1);
  expect(one).toBeLessThanOrEqual(8);
  expect(await mostUnderWay(2)).toBe(2 * one);
  expect(await mostUnderWay(3)).toBe(3 * one);
  expect(sent.flatMap(({ nths }) => nths)).toEqual(range(count));
});

test('models are never mixed, and the picture that has waited longest goes first', async () => {
  await busy();
  add(1, letters);
  add();
  add(1, { ...letters, version: 2 });
  add(1, letters);
  add();
  await turn();
  expect(sizes()).toEqual([1]);
  for (let nth = 0; nth < 4; nth++) await finish(nth);
  expect(sent.map(({ nths }) => nths)).toEqual([[0], [1, 4], [2, 5], [3]]);
});

test('all that waits goes when it is not to wait any longer', async () => {
  await busy();
  addSome(3);
  add(1, letters);
  await turn();
  expect(sizes()).toEqual([1]);
  assembler.flush();
  expect(sent.map(({ nths }) => nths)).toEqual([[0], [1, 2, 3], [4]]);
  await turn();
  expect(sent).toHaveLength(3);
});

test('a bundle that stays out far longer than usual gives its slot back', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  await busy();
  addSome(2);
  await jest.advanceTimersByTimeAsync(100);
  await turn();
  expect(sizes()).toEqual([1]);
  await jest.advanceTimersByTimeAsync(10_000);
  await turn();
  expect(sizes()).toEqual([1, 2]);
});

test('a late bundle that ends after all gives no slot back twice', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  slots = 1;
  await busy();
  await jest.advanceTimersByTimeAsync(10_000);
  add();
  await turn();
  expect(sizes()).toEqual([1, 1]);
  add();
  await finish(0);
  expect(sizes()).toEqual([1, 1]);
  await finish(1);
  expect(sizes()).toEqual([1, 1, 1]);
});

test('where bundles usually take long, one that does is not late', async () => {
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
  /** Milliseconds until a bundle of which nothing is heard lets the next one go. */
  const patience = async (): Promise<number> => {
    const before = sent.length;
    const began = performance.now();
    add();
    await turn();
    add();
    while (sent.length < before + 2) {
      await jest.advanceTimersByTimeAsync(100);
      await turn();
    }
    const waited = performance.now() - began;
    for (const { done } of sent) done();
    await turn();
    return waited;
  };
  const atFirst = await patience();
  for (let bundle = 0; bundle < 50; bundle++) {
    add();
    await turn();
    await jest.advanceTimersByTimeAsync(0.9 * atFirst);
    await finish(sent.length - 1);
  }
  expect(await patience()).toBeGreaterThan(2 * atFirst);
});
