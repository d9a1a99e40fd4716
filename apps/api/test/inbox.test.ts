import { expect, test } from '@jest/globals';
import { Inbox } from '../src/jobs/inbox.js';

test('what arrives is read in order, whether it came before or while it was asked for', async () => {
  const inbox = new Inbox<number>(new AbortController().signal);
  const reading = inbox.read();
  inbox.put(1);
  inbox.put(2);
  expect([(await reading.next()).value, (await reading.next()).value]).toEqual([1, 2]);
  const third = reading.next();
  inbox.put(3);
  expect((await third).value).toBe(3);
});

test('the signal ends a reading that waits', async () => {
  const end = new AbortController();
  const next = new Inbox<number>(end.signal).read().next();
  end.abort();
  expect(await next).toEqual({ done: true, value: undefined });
});

test('nothing is read after the signal', async () => {
  const end = new AbortController();
  const inbox = new Inbox<number>(end.signal);
  inbox.put(1);
  end.abort();
  expect((await inbox.read().next()).done).toBe(true);
});
