import { expect, test } from '@jest/globals';
import { Room } from '../src/room.js';

/** Lets everything that can go on do so. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('as many are let in as fit, and the others in their turn', async () => {
  const room = new Room(10);
  const inside: string[] = [];
  const leave: Record<string, () => void> = {};
  for (const [name, cost] of [
    ['a', 6],
    ['b', 4],
    ['c', 5],
    ['d', 1],
    ['e', 5],
  ] as const) {
    void room.enter(cost).then((out) => {
      inside.push(name);
      leave[name] = out;
    });
  }
  await settled();
  expect(inside).toEqual(['a', 'b']);
  leave['b']!();
  await settled();
  // There would be room for d, but c came first.
  expect(inside).toEqual(['a', 'b']);
  leave['a']!();
  await settled();
  expect(inside).toEqual(['a', 'b', 'c', 'd']);
  leave['c']!();
  await settled();
  expect(inside).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('what is larger than the room goes in alone', async () => {
  const room = new Room(10);
  const leave = await room.enter(99);
  let entered = false;
  const next = room.enter(1).then((out) => {
    entered = true;
    return out;
  });
  await settled();
  expect(entered).toBe(false);
  leave();
  (await next)();
  await room.enter(99);
});
