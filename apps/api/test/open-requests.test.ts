import { beforeEach, expect, test } from '@jest/globals';
import { OpenRequests } from '../src/admission/open-requests.js';

let open: OpenRequests;
beforeEach(() => void (open = new OpenRequests({ count: 4, bytes: 100, ofOneCaller: 3 })));

const refusalOf = (caller: string, bytes = 1): string | null => {
  try {
    open.enter(caller, bytes)();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
};

test('so many may be open, and what is over makes room', () => {
  const leave = [1, 2, 3].map(() => open.enter('a', 1));
  expect([refusalOf('a'), refusalOf('b'), open.left]).toEqual(['too_many_waiting', null, 1]);
  const last = open.enter('b', 1);
  expect([refusalOf('b'), open.left]).toEqual(['overloaded', 0]);
  leave[0]!();
  last();
  expect([refusalOf('a'), refusalOf('b'), open.left]).toEqual([null, null, 2]);
});

test('so many bytes may be held, but one request that is larger comes in alone', () => {
  const leave = open.enter('a', 90);
  expect([refusalOf('b', 11), refusalOf('b', 10), refusalOf('a', 1)]).toEqual(['overloaded', null, 'too_many_waiting']);
  leave();
  const large = open.enter('a', 1_000);
  expect([refusalOf('b'), open.left]).toEqual(['overloaded', 0]);
  large();
  expect(refusalOf('b')).toBeNull();
});

test('one caller may hold half of the bytes, so that others come in', () => {
  const leave = [20, 30].map((bytes) => open.enter('a', bytes));
  expect([refusalOf('a'), refusalOf('b', 50), open.has('a')]).toEqual(['too_many_waiting', null, true]);
  leave[0]!();
  expect([refusalOf('a', 21), refusalOf('a', 20)]).toEqual(['too_many_waiting', null]);
  leave[1]!();
  expect([refusalOf('a', 60), open.has('a')]).toEqual([null, false]);
});
