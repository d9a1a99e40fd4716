import { expect, test } from '@jest/globals';
import { idempotencyKeyOf } from '../src/predict/idempotency.js';

const read = (header: string): string | undefined => idempotencyKeyOf({ 'idempotency-key': header });

test.each([
  ['abc', 'abc'],
  ['"abc"', 'abc'],
  ['two words', 'two words'],
  [String.raw`"say \"hi\" \\ bye"`, String.raw`say "hi" \ bye`],
  ['x'.repeat(255), 'x'.repeat(255)],
  [`"${'x'.repeat(255)}"`, 'x'.repeat(255)],
  ['a"b', 'a"b'],
])('%s is a key', (header, key) => {
  expect(read(header)).toBe(key);
});

test.each(['', '""', '"abc', 'ñ', 'a\tb', String.raw`"a\b"`, 'x'.repeat(256), `"${'x'.repeat(256)}"`])(
  '%j is none',
  (header) => {
    expect(() => read(header)).toThrow(expect.objectContaining({ code: 'malformed_request' }));
  },
);

test('a request need not have one', () => {
  expect(idempotencyKeyOf({})).toBeUndefined();
});
