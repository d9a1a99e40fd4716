import { expect, test } from '@jest/globals';
import { Fresh } from './fresh.js';

test('callers at the same time and shortly after share one question', async () => {
  let asked = 0;
  const fresh = new Fresh(async () => ++asked);
  expect(await Promise.all([fresh.get(), fresh.get()])).toEqual([1, 1]);
  expect(await fresh.get()).toBe(1);
});

test('an answer that is not good enough is asked for again at once', async () => {
  let asked = 0;
  const fresh = new Fresh(async () => ++asked);
  await fresh.get();
  expect(await fresh.get((value) => value > 1)).toBe(2);
});

test('a question that failed is asked again', async () => {
  let asked = 0;
  const fresh = new Fresh(async () => {
    if (++asked === 1) throw new Error('away');
    return asked;
  });
  await expect(fresh.get()).rejects.toThrow('away');
  expect(await fresh.get()).toBe(2);
});
