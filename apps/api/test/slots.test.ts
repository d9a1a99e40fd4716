import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { HEARTBEAT, type Fleet } from '#platform';
import { Slots } from '../src/bundles/slots.js';

let answer: { apis: number; workers: number } | Error;
let attended: string[];
let left: string[];
let slots: Slots;
const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);

const fleet = {
  attendDoor: async (id: string) => {
    attended.push(id);
    if (answer instanceof Error) throw answer;
    return answer;
  },
  leaveDoor: async (id: string) => void left.push(id),
} as unknown as Fleet;

beforeEach(() => {
  jest.useFakeTimers();
  [attended, left] = [[], []];
  warn.mockClear();
  slots = new Slots(fleet);
});
afterEach(() => {
  slots.stop();
  jest.useRealTimers();
});

/** What one API process of so many may have under way. */
async function share(apis: number, workers: number): Promise<number> {
  answer = { apis, workers };
  await slots.start();
  return slots.count;
}

test.each([
  [1, 1],
  [1, 8],
  [8, 8],
  [2, 8],
])('%i API processes keep %i workers busy: each has one bundle in hand and the next', async (apis, workers) => {
  expect(apis * (await share(apis, workers))).toBe(2 * workers);
});

test.each([
  [8, 1],
  [3, 1],
  [100, 8],
])('each of %i API processes may always have one bundle under way, with %i workers', async (apis, workers) => {
  expect(await share(apis, workers)).toBe(1);
});

test('without a worker bundles go as if there were one', async () => {
  expect(await share(1, 0)).toBe(await share(1, 1));
});

test('each sign of life brings the share up to date', async () => {
  expect(await share(1, 1)).toBe(2);
  answer = { apis: 1, workers: 8 };
  await jest.advanceTimersByTimeAsync(HEARTBEAT);
  expect(slots.count).toBe(16);
  expect(new Set(attended).size).toBe(1);
});

test('while Redis is away the share stays as it was, and signs of life go on', async () => {
  await share(1, 8);
  answer = new Error('away');
  await jest.advanceTimersByTimeAsync(HEARTBEAT);
  expect(slots.count).toBe(16);
  expect(warn).toHaveBeenCalledWith('away');
  answer = { apis: 2, workers: 8 };
  await jest.advanceTimersByTimeAsync(HEARTBEAT);
  expect(slots.count).toBe(8);
});

test('who stops leaves, and gives no more signs of life', async () => {
  await share(1, 1);
  slots.stop();
  expect(left).toEqual(attended);
  await jest.advanceTimersByTimeAsync(3 * HEARTBEAT);
  expect(attended).toHaveLength(1);
});
