import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { BUNDLE_BYTES, BUNDLE_PICTURES } from '#contract';
import {
  add,
  addSome,
  assembler,
  begin,
  busy,
  count,
  end,
  finish,
  haveSlots,
  range,
  sent,
  sizes,
  turn,
} from './assembling.js';

beforeEach(() => begin());
afterEach(() => void jest.useRealTimers());

test('a picture alone goes at once', async () => {
  await busy();
  await end(0);
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
  haveSlots(3);
  await busy();
  const second = await untilNextGoes();
  expect(second).toBeGreaterThan(2);
  expect(second).toBeLessThan(BUNDLE_PICTURES);
  expect(await untilNextGoes()).toBe(BUNDLE_PICTURES);
  expect(sizes()).toEqual([1, second, BUNDLE_PICTURES]);
});

test('with one slot nothing goes before it is full while something is under way', async () => {
  haveSlots(1);
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
  await turn();
  for (let nth = 0; nth < sent.length; nth++) await finish(nth);
  expect(sent.map(({ nths }) => nths)).toEqual([[0], [1, 2], [3, 4]]);
});

test('no bundle holds more pictures than it may', async () => {
  addSome(2 * BUNDLE_PICTURES + 1);
  await turn();
  for (let nth = 0; nth < sent.length; nth++) await finish(nth);
  expect(sizes()).toEqual([BUNDLE_PICTURES, BUNDLE_PICTURES, 1]);
  expect(sent.flatMap(({ nths }) => nths)).toEqual(range(2 * BUNDLE_PICTURES + 1));
});

/** How many bundles are under way when there is no end to pictures. */
async function mostUnderWay(slots: number): Promise<number> {
  haveSlots(slots);
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

test('one that is not to wait any longer goes alone, before all others', async () => {
  await busy();
  addSome(2);
  const last = add();
  await turn();
  expect(sizes()).toEqual([1]);
  assembler.hurry(last);
  expect(sent.map(({ nths }) => nths)).toEqual([[0], [3]]);
  await finish(0);
  await finish(1);
  expect(sent.map(({ nths }) => nths)).toEqual([[0], [3], [1, 2]]);
});

test('nothing is sent for the sake of a picture that has gone already', async () => {
  const gone = add();
  await turn();
  add();
  assembler.hurry(gone);
  await turn();
  expect(sizes()).toEqual([1]);
});

test('what would fill the memory here goes to where there is more', async () => {
  await busy();
  addSome(33, BUNDLE_BYTES);
  await turn();
  expect(sent).toHaveLength(1 + 33);
});

test('where each picture is much work, a bundle goes as soon as there is a slot', async () => {
  begin(true);
  haveSlots(3);
  for (let nth = 0; nth < 5; nth++) {
    add();
    await turn();
  }
  expect(sizes()).toEqual([1, 1, 1]);
  await finish(0);
  expect(sizes()).toEqual([1, 1, 1, 2]);
});

test('a caller who sends many holds up no other', async () => {
  await busy();
  addSome(100);
  add(1, 'b');
  add(1, 'b');
  await turn();
  expect(sent[1]!.nths).toHaveLength(32);
  expect(sent[1]!.nths.slice(0, 5)).toEqual([1, 101, 2, 102, 3]);
});

test('what is withdrawn is not sent', async () => {
  await busy();
  const [first, second] = [add(), add()];
  expect([assembler.withdraw(first), assembler.withdraw(first)]).toEqual([true, false]);
  await finish(0);
  expect(sent[1]!.nths).toEqual([2]);
  expect(assembler.withdraw(second)).toBe(false);
});
