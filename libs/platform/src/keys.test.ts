import { expect, test } from '@jest/globals';
import { keysUnder } from './keys.js';

test("every key lies under one hash tag, the queue's own too", () => {
  const { record, batch, batchBundles, changes, once, session, spent, ...others } = keysUnder('lince');
  const named = [
    record('b1'),
    batch('t1'),
    batchBundles('t1'),
    changes(),
    changes('b1'),
    once('digest'),
    session('digest'),
    spent('name'),
  ];
  const keys = [...named, ...Object.values(others)];
  expect(keys.filter((key) => !/^\{lince\}(:|$)/.test(key))).toEqual([]);
  expect(new Set(keys).size).toBe(keys.length);
});
