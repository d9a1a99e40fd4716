import { expect, test } from '@jest/globals';
import { inTurn } from '../src/bundles/in-turn.js';

const sent = (...callers: string[]): { caller: string; nth: number }[] =>
  callers.map((caller, nth) => ({ caller, nth }));
const order = (...callers: string[]): number[] => [...inTurn(sent(...callers))].map(({ nth }) => nth);

test('one alone has everything in order', () => {
  expect(order('a', 'a', 'a')).toEqual([0, 1, 2]);
  expect(order()).toEqual([]);
});

test('several take turns, each with the oldest first', () => {
  expect(order('a', 'a', 'a', 'b', 'c', 'c')).toEqual([0, 3, 4, 1, 5, 2]);
});
