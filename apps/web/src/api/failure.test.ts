import { expect, test } from '@jest/globals';
import { CodedError } from '#contract';
import { failureOf } from './failure.js';

test.each([
  [new CodedError('overloaded'), 'overloaded'],
  [new DOMException('', 'NotFoundError'), 'unreadable'],
  [new DOMException('', 'NotReadableError'), 'unreadable'],
  [new DOMException('', 'DataError'), 'unexpected'],
  [new TypeError('a mistake of ours'), 'unexpected'],
])('%s is to a person: %s', (error, failure) => {
  expect(failureOf(error)).toBe(failure);
});
