import { expect, jest, test } from '@jest/globals';
import { incoming } from './incoming.js';
import { openBody } from '../src/batches/body.js';
import { discardBody, OF_STRANGERS } from '../src/http/discard.js';

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

test('of strangers less is read, and not for long', async () => {
  jest.useFakeTimers();
  try {
    await discardBody(incoming({}, [MEGABYTE, MEGABYTE], 'open'), OF_STRANGERS);
    const dripping = incoming({}, [], 'open');
    const discarded = discardBody(dripping, OF_STRANGERS);
    for (let second = 0; second < 10; second++) {
      expect(dripping.listenerCount('data')).toBe(1);
      dripping.push('a');
      await jest.advanceTimersByTimeAsync(1_000);
    }
    await discarded;
    expect(dripping.listenerCount('data')).toBe(0);
  } finally {
    jest.useRealTimers();
  }
});
