import { expect, test } from '@jest/globals';
import { parseBusy, parsePss, parseStat } from './proc.mjs';
import { callsBetween, parseCalls } from './redis-calls.mjs';
import { oddity } from './verify.mjs';

test('a process’s line is read even when its name holds spaces and brackets', () => {
  const after = 'S 10 20 30 0 -1 4194560 1 2 3 4 250 50 7 8 20 0 11 0 1234 999999 4096 18446744073709551615';
  expect(parseStat(`42 (a (b) c) ${after}`)).toEqual({ session: 30, ticks: 300, pages: 4096 });
});

test('the machine is busy in every tick that is not idle or waiting', () => {
  expect(parseBusy('cpu  100 1 20 9000 300 4 5 6 0 0\ncpu0 1 1 1 1\n')).toBe(136);
});

test('proportional memory is in kibibytes; a process that is gone has none', () => {
  expect(parsePss('Rss:  2048 kB\nPss:  1024 kB\nPss_Dirty: 9 kB\n')).toBe(2 ** 20);
  expect(parsePss('')).toBe(0);
});

test('commands are counted without our own looking', () => {
  const before = parseCalls(
    '# Commandstats\r\ncmdstat_info:calls=1,usec=9\r\ncmdstat_hset:calls=5,usec=9,usec_per_call=1\r\n',
  );
  const after = parseCalls(
    'cmdstat_info:calls=2,usec=9\r\ncmdstat_hset:calls=9,usec=9\r\ncmdstat_xadd:calls=3,usec=1\r\n',
  );
  expect(after).toEqual({ hset: 9, xadd: 3 });
  expect(callsBetween(before, after)).toBe(7);
});

test('a prediction makes sense when ten probabilities sum to one and the class is the likeliest', () => {
  const probabilities = [0.1, 0.55, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05, 0];
  expect(oddity({ class: 1, probabilities })).toBeNull();
  expect(oddity({ class: 0, probabilities })).toBe('class 0');
  expect(oddity({ class: 1, probabilities: probabilities.map((value) => value / 2) })).toMatch('Σ = 0.5');
  expect(oddity({ class: 1, probabilities: [1] })).toBe('probabilities');
  expect(oddity(null)).toBe('probabilities');
});
