import { expect, test } from '@jest/globals';
import { inLines, isComplaint } from './complaints.mjs';
import { Counts } from './counts.mjs';
import { Dice } from './dice.mjs';
import { judge, kindOf } from './leftovers.mjs';
import { readSoakOptions } from './options.mjs';
import { KINDS, schedule } from './schedule.mjs';
import { memoryTable } from './report.mjs';

/** The first of a schedule's faults. */
function first(count: number, seed: number, kinds: string[] = KINDS) {
  const faults = schedule(new Dice(seed, 0), kinds, 8);
  return Array.from({ length: count }, () => faults.next().value);
}

test('a schedule is the same for the same seed, and has every kind once before any comes again', () => {
  expect(first(20, 7)).toEqual(first(20, 7));
  expect(first(20, 7)).not.toEqual(first(20, 8));
  const kinds = first(2 * KINDS.length, 7).map(({ kind }) => kind);
  expect(kinds.slice(0, KINDS.length).sort()).toEqual([...KINDS].sort());
  expect(kinds.slice(KINDS.length).sort()).toEqual([...KINDS].sort());
});

test('faults come as often as is wanted, and a frozen worker outlasts its lock', () => {
  const faults = first(200, 7);
  for (const { after, which } of faults) {
    expect(after).toBeGreaterThanOrEqual(4);
    expect(after).toBeLessThan(12);
    expect(which).toBeLessThan(1);
  }
  const frozen = faults.filter(({ kind }) => kind === 'freeze-worker');
  expect(Math.min(...frozen.map(({ hold }) => hold))).toBeGreaterThanOrEqual(12);
  expect(first(1, 7, [])).toEqual([undefined]);
});

test('options name faults by kind or by group; a running service gets none; a seed is always told', () => {
  expect(readSoakOptions(['--minutes', '3', '--seed', '7'])).toMatchObject({ minutes: 3, seed: 7, faults: KINDS });
  expect(readSoakOptions(['--faults', 'cut,kill-api']).faults).toEqual(['kill-api', 'cut-normal', 'cut-pubsub']);
  expect(readSoakOptions(['--faults', 'none']).faults).toEqual([]);
  expect(readSoakOptions(['--url', 'http://127.0.0.1:5000']).faults).toEqual([]);
  expect(readSoakOptions([]).seed).toBeGreaterThan(0);
  expect(() => readSoakOptions(['--faults', 'flood'])).toThrow('flood');
  expect(() => readSoakOptions(['--minutes', '0'])).toThrow('minutes');
});

test('dice throw the same for the same player, and weights are heeded', () => {
  const throws = (seed: number, player: number) => {
    const dice = new Dice(seed, player);
    return Array.from({ length: 8 }, () => dice.whole(1, 6));
  };
  expect(throws(7, 1)).toEqual(throws(7, 1));
  expect(throws(7, 1)).not.toEqual(throws(7, 2));
  const dice = new Dice(7, 0);
  const counts = new Counts();
  for (let i = 0; i < 1_000; i++) counts.add(dice.weighted({ often: 3, seldom: 1, never: 0 }));
  expect(counts.of('often')).toBeGreaterThan(2 * counts.of('seldom'));
  expect([counts.of('never'), counts.total]).toEqual([0, 1_000]);
  expect(dice.shuffled([1, 2, 3, 4]).sort()).toEqual([1, 2, 3, 4]);
});

test('Node’s warnings and errors that nobody caught are complaints; an outage is none', () => {
  for (const line of [
    '(node:7) MaxListenersExceededWarning: Possible EventEmitter memory leak detected.',
    'Node.js v20.20.2',
    'TypeError: Cannot read properties of undefined',
    '    at x (file:///x.js:1:1) { code: ERR_STREAM_WRITE_AFTER_END }',
  ])
    expect(isComplaint(line)).toBe(true);
  for (const line of ['WARN Redis does not answer: ECONNREFUSED', 'Redis answers again', ''])
    expect(isComplaint(line)).toBe(false);
});

test('output that comes in pieces is read by lines', () => {
  const lines: string[] = [];
  const read = inLines((line: string) => lines.push(line));
  for (const piece of ['a\nb', 'c\n', '\nd']) read(piece);
  expect(lines).toEqual(['a', 'bc', '']);
});

test('what is left in Redis is counted by kind; records must expire, and all else must belong there', () => {
  const record = '{lince}:record:babcdefghijkl';
  expect(kindOf('{lince}:batch:abc:bundles')).toBe('batch:bundles');
  const { kinds, strays } = judge([
    { key: record, ttl: 86_000_000 },
    { key: '{lince}:bundles:meta', ttl: -1 },
    { key: '{lince}:record:bzzzzzzzzzzzz', ttl: -1 },
    { key: '{lince}:open', ttl: -1 },
    { key: '{lince}:bundles:babcdefghijkl:lock', ttl: 9_000 },
  ]);
  expect(kinds.toJSON()).toEqual({ 'bundles:job:lock': 1, 'bundles:meta': 1, open: 1, record: 2 });
  expect(strays).toEqual([
    '{lince}:record:bzzzzzzzzzzzz never expires',
    '{lince}:open is left',
    '{lince}:bundles:babcdefghijkl:lock is left',
  ]);
});

test('a table of memory marks where another process has taken a place', () => {
  const post = (starts: number, rss: number) => [{ name: 'api-1', starts, rss: rss * 2 ** 20, files: 20 }];
  const table = memoryTable([
    { seconds: 0, posts: post(1, 100) },
    { seconds: 6.2, posts: post(2, 90) },
  ]);
  expect(table.split('\n').at(-1)).toMatch(/api-1 +\| +100 \| +\*90/);
});
