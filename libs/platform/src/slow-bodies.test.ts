import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { SlowBodies } from './slow-bodies.js';

const MANY = 1_000;

/** In which second a body is found too slow of which so many bytes come in each; null if never. */
function tooSlowAfter(bytes: (second: number) => number, isRead = true): number | null {
  const socket = new Socket();
  let read = 500;
  Object.defineProperty(socket, 'bytesRead', { get: () => read });
  const request = new IncomingMessage(socket);
  if (isRead) request.resume();
  const bodies = new SlowBodies(10);
  for (let second = 1; second <= MANY; second++) {
    read += bytes(second);
    if (bodies.isTooSlow(request)) return second;
  }
  return null;
}

test.each([
  ['50 kB a second', () => 50_000],
  ['2 kB a second', () => 2_000],
  ['80 kB a minute', (second: number) => (second % 60 === 0 ? 80_000 : second % 5 === 0 ? 5_000 : 0)],
  ['100 kB, ten seconds apart', (second: number) => (second % 10 === 0 ? 100_000 : 0)],
])('%s are enough', (_what, bytes) => {
  expect(tooSlowAfter(bytes)).toBeNull();
});

test('silence is too slow when the grace is over, also after much has come', () => {
  expect(tooSlowAfter(() => 0)).toBe(11);
  expect(tooSlowAfter((second) => (second <= 100 ? 1_000_000 : 0))).toBe(110);
});

test('a byte a second buys nothing, five hundred as much time again', () => {
  expect(tooSlowAfter(() => 1)).toBe(11);
  expect(tooSlowAfter(() => 500)).toBe(20);
});

test('while nobody reads, nobody is too slow', () => {
  expect(tooSlowAfter(() => 0, false)).toBeNull();
});
