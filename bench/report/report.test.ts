import { expect, test } from '@jest/globals';
import { chart, niceSteps } from './chart.mjs';
import { median, medians } from './median.mjs';
import { figure, table } from './table.mjs';

test('a table’s columns are as wide as their longest cell, texts to the left and figures to the right', () => {
  expect(
    table(
      ['<kind', 'req/s'],
      [
        ['png', '1234.5'],
        ['a mix', '7'],
      ],
    ).split('\n'),
  ).toEqual(['| kind  |  req/s |', '| ----- | -----: |', '| png   | 1234.5 |', '| a mix |      7 |']);
});

test('figures show about three digits, and a dash for what there is not', () => {
  expect([1234.56, 45.678, 0.123, 0, null, undefined, NaN].map(figure)).toEqual([
    '1235',
    '45.7',
    '0.12',
    '0',
    '–',
    '–',
    '–',
  ]);
});

test('the median of an even number is between the middle two, and of nothing is nothing', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([9, 1, 5, 7])).toBe(6);
  expect(median([null])).toBeNull();
});

test('rounds become one row: medians within, too, errors added, whatever could not be measured left out', () => {
  const about = { service: 'lince', kind: 'png', concurrency: 8 };
  const row = (perSecond: number, api: number, errors: number) => ({
    ...about,
    perSecond,
    cpu: { api },
    errors,
    why: {},
  });
  expect(
    medians([row(10, 1, 0), { ...about, concurrency: 1, cpu: null, errors: 0 }, row(30, 2, 3), row(20, 9, 0)]),
  ).toEqual([
    { ...about, perSecond: 20, cpu: { api: 2 }, errors: 3, why: {} },
    { ...about, concurrency: 1, cpu: null, errors: 0 },
  ]);
});

test('an axis has few round steps, the last at or above the largest value', () => {
  expect(niceSteps(503)).toEqual([0, 200, 400, 600]);
  expect(niceSteps(0.83)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(niceSteps(2000)).toEqual([0, 500, 1000, 1500, 2000]);
  expect(niceSteps(0).at(-1)).toBe(1);
});

test('a chart has a line and a name for each service, and what a name holds breaks nothing', () => {
  const row = (service: string, concurrency: number) => ({
    ...{ service, kind: 'png', concurrency, perSecond: 100, good: 9 },
    cpu: { sum: 2 },
  });
  const svg = chart([row('lince', 1), row('lince', 64), row('a<b', 1), row('a<b', 64)]);
  expect(svg.match(/stroke-width="2"/g)).toHaveLength(4);
  expect(svg).toContain('a&lt;b');
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
});
