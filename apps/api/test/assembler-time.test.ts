import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { add, addSome, begin, busy, end, finish, haveSlots, MOMENT, pass, sent, sizes, turn } from './assembling.js';

beforeEach(() => begin());
afterEach(() => void jest.useRealTimers());

/** A bundle of several pictures has just been answered. */
async function answered(pictures: number): Promise<void> {
  addSome(pictures);
  await turn();
  await end(0);
}

test('when several have just been answered, the first that comes goes with as many, at once', async () => {
  await answered(5);
  for (let nth = 0; nth < 4; nth++) {
    add();
    await turn();
  }
  expect(sizes()).toEqual([5]);
  add();
  await turn();
  expect(sizes()).toEqual([5, 5]);
});

test('when several have just been answered and fewer come, they wait a moment and no longer', async () => {
  await answered(5);
  addSome(2);
  await turn();
  expect(sizes()).toEqual([5]);
  await pass(MOMENT);
  expect(sizes()).toEqual([5, 2]);
});

test('a moment after several were answered, a picture alone goes at once', async () => {
  await answered(5);
  await pass(MOMENT);
  add();
  await turn();
  expect(sizes()).toEqual([5, 1]);
});

test('a bundle that stays out far longer than usual gives its slot back', async () => {
  await busy();
  addSome(2);
  await pass(100);
  expect(sizes()).toEqual([1]);
  await pass(10_000);
  expect(sizes()).toEqual([1, 2]);
});

test('a late bundle that ends after all gives no slot back twice', async () => {
  haveSlots(1);
  await busy();
  await pass(10_000);
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
  /** Milliseconds until a bundle of which nothing is heard lets the next one go. */
  const patience = async (): Promise<number> => {
    const before = sent.length;
    const began = performance.now();
    add();
    await turn();
    add();
    while (sent.length < before + 2) {
      await pass(100);
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
    await pass(0.9 * atFirst);
    await finish(sent.length - 1);
  }
  expect(await patience()).toBeGreaterThan(2 * atFirst);
});
