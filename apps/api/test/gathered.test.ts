import { randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { Gathered } from '../src/predict/gathered.js';

test('what comes in pieces of any size is put together', () => {
  const whole = randomBytes(1_000_000);
  const gathered = new Gathered();
  for (let at = 0, size = 1; at < whole.length; at += size++) gathered.add(whole.subarray(at, at + size));
  expect(gathered.length).toBe(whole.length);
  expect(gathered.whole().equals(whole)).toBe(true);
});

test('a piece does not hold on to what it was read with', () => {
  const read = Buffer.alloc(65_536);
  const gathered = new Gathered();
  gathered.add(read.subarray(0, 10));
  expect(gathered.whole()).toEqual(Buffer.alloc(10));
  expect(gathered.whole().buffer).not.toBe(read.buffer);
});

test('nothing is empty', () => {
  expect(new Gathered().whole()).toHaveLength(0);
});
