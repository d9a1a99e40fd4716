import { expect, test } from '@jest/globals';
import { incoming } from './incoming.js';
import { discardBody, isTooLong } from '../src/http/discard.js';

const MEGABYTE = Buffer.alloc(1_000_000);

test('what is left is read to its end', async () => {
  const request = incoming({}, [MEGABYTE, MEGABYTE]);
  request.complete = false;
  expect(await discardBody(request)).toBe(true);
  expect(request.readableEnded).toBe(true);
});

test('there is nothing to do for a body that has been read', async () => {
  expect(await discardBody(incoming({}, [MEGABYTE]))).toBe(true);
});

test('a body that is too long says so in its length, if it has one', () => {
  const lengths = ['64000000', '64000001', undefined];
  expect(lengths.map((length) => isTooLong(incoming({ 'content-length': length }, [])))).toEqual([false, true, false]);
});

test('more than is worth reading is given up, and can be taken up again', async () => {
  const request = incoming({ 'content-length': undefined }, Array<Buffer>(66).fill(MEGABYTE));
  request.complete = false;
  expect(await discardBody(request)).toBe(false);
  expect(request.readableLength).toBe(MEGABYTE.length);
  expect(await discardBody(request)).toBe(true);
});

test('a client that goes is not waited for', async () => {
  expect(await discardBody(incoming({ 'content-length': '5000000' }, [MEGABYTE], 'cut'))).toBe(true);
});
