import { expect, test } from '@jest/globals';
import { problem, type ErrorCode } from '#contract';
import { readAnswers } from './answers.mjs';
import { faultOf, predictionFault } from './promise.mjs';
import { verdict } from './verdict.mjs';

const PREDICTION = {
  ...{ class: 1, label: '1', confidence: 0.75, probabilities: [0.25, 0.75] },
  ...{ top: [], score: 1, warnings: [], model: { name: 'digits', version: 2 }, id: 'b' },
};

const PICTURE = Buffer.from('a picture');
const text = (value: unknown) => Buffer.from(JSON.stringify(value));
const answer = (status: number, body: Buffer, headers = {}) => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body,
});
const refusal = (code: ErrorCode, more = {}) => {
  const told = problem(code, 'en');
  return answer(told.status, text({ ...told, ...more }), { 'content-type': 'application/problem+json; charset=utf-8' });
};
const http = (status: number, body: string, ...more: string[]) =>
  [`HTTP/1.1 ${status} Word`, `Content-Length: ${body.length}`, ...more, '', body].join('\r\n');
const read = (sent: string, isEnd = true) => readAnswers(Buffer.from(sent), isEnd);

test('answers are read one behind the other; those in between do not count', () => {
  const sent = `HTTP/1.1 100 Continue\r\n\r\n${http(200, 'one')}HTTP/1.1 204 No Content\r\n\r\n${http(404, '')}`;
  const { answers, rest, fault } = read(sent);
  expect(answers.map(({ status, body }) => [status, String(body)])).toEqual([
    [200, 'one'],
    [204, ''],
    [404, ''],
  ]);
  expect({ rest, fault }).toEqual({ rest: 0, fault: null });
});

test('an answer that ends with its connection goes to its end', () => {
  const sent = 'HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\nhello';
  expect(String(read(sent).answers[0]!.body)).toBe('hello');
  expect(read(sent, false).answers).toEqual([]);
});

test('chunks are put together; what is not whole is no answer yet', () => {
  const sent = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n4\r\n two\r\n0\r\n\r\n';
  expect(String(read(sent).answers[0]!.body)).toBe('one two');
  for (let length = 0; length < sent.length; length++)
    expect(read(sent.slice(0, length), false)).toMatchObject({ answers: [], rest: length, fault: null });
});

test('a head alone is an answer when another follows, or nothing', () => {
  const head = 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n';
  expect(read(head + http(200, 'two')).answers).toHaveLength(2);
  expect(read(head).answers).toHaveLength(1);
  expect(read(head, false).answers).toHaveLength(0);
});

test.each(['HELLO\r\n\r\n', 'HTTP/1.1 200 OK\r\nno header\r\n\r\n', 'HTTP/1.1 200 OK\r\nX: y\r\n\r\nhello'])(
  'no HTTP: %j',
  (sent) => {
    expect(read(sent).fault).not.toBeNull();
  },
);

test('refusals in the table’s words, and busy ones, are in order', () => {
  for (const code of ['undecodable_image', 'malformed_request', 'overloaded', 'too_many_waiting'] as const)
    expect(faultOf(refusal(code))).toBeNull();
  expect(faultOf(refusal('overloaded', { retryAfter: 5 }))).toBeNull();
  expect(faultOf(answer(400, text({ code: 1, message: 'Session ID unknown' })))).toBeNull();
});

test.each([
  ['our own fault', refusal('internal_error')],
  ['a picture that ended workers', refusal('quarantined')],
  ['a queue that is not there', refusal('queue_unavailable')],
  ['other words', refusal('undecodable_image', { detail: 'vips2png: /tmp/x' })],
  ['a stack besides', refusal('undecodable_image', { stack: 'at x' })],
  ['an unknown code', refusal('undecodable_image', { code: 'oops' })],
  ['another status', { ...refusal('undecodable_image'), status: 400 }],
  ['no problem', answer(400, Buffer.from('Bad Request'), { 'content-type': 'text/plain' })],
  ['a telling header', answer(200, text(PREDICTION), { server: 'x/1.0' })],
  ['a body that is none', answer(200, Buffer.from('{'))],
  ['half a prediction', answer(200, text({ probabilities: [1] }))],
])('%s is found', (_what, found) => {
  expect(faultOf(found)).not.toBeNull();
});

test('a prediction must be what it says', () => {
  expect(predictionFault(PREDICTION)).toBeNull();
  expect(predictionFault({ ...PREDICTION, class: 0 })).not.toBeNull();
  expect(predictionFault({ ...PREDICTION, probabilities: [0.5, 0.75] })).not.toBeNull();
  expect(predictionFault({ ...PREDICTION, probabilities: [null, 0.75] })).not.toBeNull();
});

test('an answer to a HEAD needs no body, if it is no fault of ours', () => {
  const headOf = (code: ErrorCode) => ({ ...refusal(code), body: Buffer.alloc(0) });
  expect(faultOf(headOf('method_not_allowed'), { mayBeHead: true })).toBeNull();
  expect(faultOf(headOf('internal_error'), { mayBeHead: true })).not.toBeNull();
  expect(faultOf(headOf('method_not_allowed'))).not.toBeNull();
});

test('a valid picture must be answered', () => {
  expect(faultOf(answer(200, text(PREDICTION)), { isValid: true })).toBeNull();
  expect(faultOf(refusal('undecodable_image'), { isValid: true })).not.toBeNull();
});

test('what can be read must be answered, unless an answer ended the connection', () => {
  const result = (sent: string) => ({ received: Buffer.from(sent), isLate: false, isOpen: false, ms: 1 });
  const faults = (sent: string, whole: number, isBroken = false) =>
    verdict({ end: 'wait', bytes: PICTURE }, { whole, isBroken }, result(sent)).faults;
  expect(faults(http(200, 'x') + http(200, 'y'), 2)).toEqual([]);
  expect(faults(http(200, 'x'), 2)).toHaveLength(1);
  expect(faults(http(200, 'x', 'Connection: close'), 2)).toEqual([]);
  expect(faults(http(200, 'x') + http(200, '').replace('200', '201'), 3)).toHaveLength(1);
  expect(faults('', 0, true)).toEqual([]);
  expect(faults('', 1)).toHaveLength(1);
  expect(faults(http(200, 'x').repeat(4), 2)).toHaveLength(1);
  expect(
    verdict({ end: 'wait', bytes: PICTURE }, { whole: 1, isBroken: false }, { ...result(''), isLate: true }).faults,
  ).toHaveLength(1);
  expect(
    verdict({ end: 'abort', bytes: PICTURE }, { whole: 1, isBroken: false }, { ...result(''), isOpen: true }).faults,
  ).toHaveLength(1);
});
