import { expect, test } from '@jest/globals';
import { formatJobId, newBundleId, newToken, parseJobId } from './job-id.js';

test('an id is read as it was written', () => {
  const id = { bundle: newBundleId(), index: 31, token: newToken() };
  expect(parseJobId(formatJobId(id))).toEqual(id);
});

test('no two are alike', () => {
  const ids = Array.from({ length: 1_000 }, () => [newBundleId(), newToken()]).flat();
  expect(new Set(ids).size).toBe(2_000);
});

test.each([
  [''],
  ['b123456789012'],
  ['b123456789012.0'],
  ['b123456789012.x.1234567890123456'],
  ['b123456789012.00.1234567890123456'],
  ['b123456789012.-1.1234567890123456'],
  ['b123456789012.10000.1234567890123456'],
  ['b123456789012.0.123456789012345'],
  ['c123456789012.0.1234567890123456'],
  ['b12345678901:.0.1234567890123456'],
  ['b123456789012.0.1234567890123456/../health'],
  ['b123456789012.0.1234567890123456\n'],
])('%j cannot be an id', (text) => {
  expect(parseJobId(text)).toBeNull();
});
