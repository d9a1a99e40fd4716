import { expect, jest, test } from '@jest/globals';
import { incoming } from './incoming.js';
import { openBody } from '../src/batches/body.js';
import { discardBody } from '../src/http/discard.js';

const MEGABYTE = Buffer.alloc(1_000_000);

test('what is left is read to its end', async () => {
  const request = incoming({}, [MEGABYTE, MEGABYTE]);
  request.complete = false;
  await discardBody(request);
  expect(request.readableEnded).toBe(true);
});

test('one who read it and lets go of it later does not stop it', async () => {
  const request = incoming({}, [MEGABYTE, MEGABYTE]);
  request.complete = false;
  const body = openBody(request, Infinity, new AbortController().signal);
  body.destroy();
  jest.useFakeTimers(); // So that it is not for silence that the waiting ends.
  try {
    await discardBody(request);
  } finally {
    jest.useRealTimers();
  }
  expect(request.readableEnded).toBe(true);
});

test('there is nothing to do for a body that has been read', async () => {
  const request = incoming({}, []);
  await discardBody(request);
  expect(request.readableFlowing).toBeNull();
});

test('more than is worth reading is not waited for, nor a client that goes', async () => {
  jest.useFakeTimers(); // So that it is not for silence that the waiting ends.
  try {
    await discardBody(incoming({}, Array<Buffer>(65).fill(MEGABYTE), 'open'));
  } finally {
    jest.useRealTimers();
  }
  await discardBody(incoming({ 'content-length': '5000000' }, [MEGABYTE], 'cut'));
});
