import { expect, test } from '@jest/globals';
import { formatBatchId, newBatchId, parseBatchId } from './batch-id.js';
import { newToken } from './job-id.js';

test('an id is read as it was written', () => {
  const id = { batch: newBatchId(), token: newToken() };
  expect(parseBatchId(formatBatchId(id))).toEqual(id);
});

test.each([
  [''],
  ['t123456789012'],
  ['b123456789012.1234567890123456'],
  ['t123456789012.0.1234567890123456'],
  ['t123456789012.123456789012345'],
  ['t12345678901:.1234567890123456'],
  ['t123456789012.1234567890123456\n'],
])('%j cannot be an id', (text) => {
  expect(parseBatchId(text)).toBeNull();
});
