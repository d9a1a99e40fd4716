import { expect, test } from '@jest/globals';
import { patienceOf } from '../src/http/patience.js';

test.each([
  [undefined, 0],
  ['0', 0],
  ['-0.0', 0],
  ['5', 5_000],
  ['0.5', 500],
  ['2e1', 20_000],
  ['1E-3', 1],
  ['60', 60_000],
  ['61', 60_000],
  ['1e999', 60_000],
])('to wait %j is to wait %d ms', (wait, patience) => {
  expect(patienceOf(wait)).toBe(patience);
});

test.each(['', ' ', '5 ', 'soon', '-1', '-0.1', '0x10', '1_000', '.5', '5.', '٣', 'Infinity', 'NaN', ['1', '2']])(
  'to wait %j cannot be',
  (wait) => {
    expect(() => patienceOf(wait)).toThrow(expect.objectContaining({ code: 'malformed_request' }));
  },
);
