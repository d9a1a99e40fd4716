import { EventEmitter, on, once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { beforeEach, expect, test } from '@jest/globals';
import { Rooms, type Answer } from '../src/live/rooms.js';

/** A thing that goes on by counting. */
interface Counter {
  count: number;
}

const ID = 'it';
const AUDIENCE = { owner: '', language: 'es' } as const;

/** The rooms that the socket is in. */
let entered: Set<string>;
let rooms: Rooms<Counter, number>;
/** What was told in the room. */
let told: (number | 'gone')[];
/** Who keeps the thing: says `read` when it has been read, `change` and `end`. */
let keeper: EventEmitter;

beforeEach(() => {
  [keeper, told, entered] = [new EventEmitter(), [], new Set()];
  rooms = new Rooms({
    read: async () => (await once(keeper, 'read'))[0] as Counter,
    async *watch() {
      for await (const [thing] of on(keeper, 'change', { close: ['end'] })) yield thing as Counter;
    },
    isBehind: (one, other) => one.count < other.count,
    roomOf: (id) => id,
    toSnapshot: ({ count }) => count,
    tell: (_, count) => void told.push(count),
    tellGone: () => void told.push('gone'),
  });
});

const watch = (): Promise<Answer<number>> => {
  const [join, leave] = [(room: string) => void entered.add(room), (room: string) => void entered.delete(room)];
  return new Promise((answer) => void rooms.watch({ rooms: entered, join, leave }, AUDIENCE, [ID], answer));
};

/** Has the keeper say something, and the room hear of it. */
async function say(event: 'change' | 'end', thing?: Counter): Promise<void> {
  keeper.emit(event, thing);
  await turn();
}

test('an answer that was read before a change is not given as it was read', async () => {
  const answer = watch();
  await say('change', { count: 1 });
  await say('change', { count: 2 });
  keeper.emit('read', { count: 1 });
  expect(await answer).toEqual({ snapshots: [2], unknown: [], refused: [] });
  expect(told).toEqual([1, 2]);
});

test('an answer that is newer than what the room was told is given as it was read; what came before it is told no more', async () => {
  const answer = watch();
  await say('change', { count: 1 });
  keeper.emit('read', { count: 3 });
  expect((await answer).snapshots).toEqual([3]);
  for (const count of [2, 3, 4]) await say('change', { count });
  expect(told).toEqual([1, 3, 4]);
});

test('what was erased while it was read is answered as unknown, and not watched', async () => {
  const answer = watch();
  await say('change', { count: 1 });
  await say('end');
  keeper.emit('read', { count: 1 });
  expect(await answer).toEqual({ snapshots: [], unknown: [ID], refused: [] });
  expect(told).toEqual([1, 'gone']);
  expect(entered).toEqual(new Set());
});
