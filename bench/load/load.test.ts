import { expect, test } from '@jest/globals';
import { readAnswer } from './answer.mjs';
import { percentile, Tally } from './tally.mjs';

const bytes = (...lines: string[]) => Buffer.from(lines.join('\r\n'));

test('an answer is read when all of it is there', () => {
  const whole = bytes('HTTP/1.1 200 OK', 'Content-Length: 4', '', 'ñ!!');
  expect(readAnswer(whole)).toMatchObject({ status: 200, closes: false, body: Buffer.from('ñ!!') });
  expect(readAnswer(whole.subarray(0, -1))).toBeNull();
  expect(readAnswer(whole.subarray(0, 20))).toBeNull();
});

test('an answer in chunks is put together; one without a body has none', () => {
  const head = ['HTTP/1.1 503 Service Unavailable', 'Transfer-Encoding: chunked', 'Connection: close', ''];
  const chunks = bytes(...head, '3', 'abc', 'A', '0123456789', '0', '', '');
  expect(readAnswer(chunks)).toMatchObject({ status: 503, closes: true, body: Buffer.from('abc0123456789') });
  expect(readAnswer(chunks.subarray(0, -8))).toBeNull();
  expect(readAnswer(bytes('HTTP/1.1 204 No Content', '', ''))).toMatchObject({ status: 204, body: Buffer.alloc(0) });
  expect(() => readAnswer(bytes('HTTP/1.1 200 OK', '', 'abc'))).toThrow('how long');
});

test('percentiles are values that were measured', () => {
  const hundred = Float64Array.from({ length: 100 }, (_, i) => i + 1);
  expect([0.5, 0.95, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([50, 95, 99, 100]);
  expect(percentile(Float64Array.of(7), 0.5)).toBe(7);
  expect(percentile(new Float64Array(), 0.5)).toBeNull();
});

test('only 2xx answers are good; the others are counted by status, failures by reason', () => {
  const tally = new Tally();
  tally.answered(200, 5);
  tally.answered(202, 3, 1_000);
  tally.answered(503, 1);
  tally.failed('ECONNRESET');
  expect(tally.result).toEqual({
    ...{ good: 1_001, errors: 2, why: { 503: 1, ECONNRESET: 1 } },
    ...{ p50: 3, p95: 5, p99: 5, max: 5 },
  });
});
