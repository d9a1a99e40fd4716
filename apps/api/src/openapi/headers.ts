import type { JsonSchema } from './door.js';

interface HeaderText {
  description: string;
  schema: JsonSchema;
}

const whole = { type: 'integer', minimum: 0 };
const fixed = (value: string): JsonSchema => ({ type: 'string', const: value });

/** The headers that answers have, besides HTTP's own. */
export const HEADERS = {
  'Accept-Encoding': { description: 'What bodies may be packed in: nothing.', schema: fixed('identity') },
  'Cache-Control': { description: 'What was true a moment ago is not to be kept.', schema: fixed('no-store') },
  'Content-Disposition': {
    description: 'A name for the file.',
    schema: fixed('attachment; filename="results.csv"'),
  },
  'Content-Security-Policy': {
    description: 'What the page may load, and where it may be shown.',
    schema: { type: 'string' },
  },
  'Idempotency-Replayed': {
    description: 'An earlier request with the same `Idempotency-Key` was answered with this already.',
    schema: fixed('true'),
  },
  Location: {
    description: 'Where the job or the batch is found.',
    schema: { type: 'string', format: 'uri-reference' },
  },
  'Preference-Applied': {
    description: 'What of `Prefer` was heeded.',
    schema: { type: 'string', pattern: '^(respond-async|wait=[0-9]{1,6})$' },
  },
  'RateLimit-Limit': {
    description: 'Pictures that may be under way or wait at this door, or that the key may send in its time.',
    schema: whole,
  },
  'RateLimit-Remaining': { description: 'Pictures that may still come.', schema: whole },
  'RateLimit-Reset': {
    description: 'Seconds until what waits is done, or until the key may send as much again.',
    schema: whole,
  },
  'Retry-After': { description: 'Seconds after which to try again.', schema: whole },
  'Set-Cookie': { description: 'The session, in a cookie that scripts cannot read.', schema: { type: 'string' } },
  Vary: { description: 'The headers that chose this form of the answer.', schema: { type: 'string' } },
  'WWW-Authenticate': {
    description: 'A key is sent as a bearer token.',
    schema: { type: 'string', pattern: '^Bearer' },
  },
  'X-Accel-Buffering': { description: 'Asks proxies to pass each event on at once.', schema: fixed('no') },
  'X-Content-Type-Options': { description: 'Browsers do not guess what an answer is.', schema: fixed('nosniff') },
  'X-Request-Id': { description: 'What the log calls this request.', schema: { type: 'string' } },
} as const satisfies Record<string, HeaderText>;

export type HeaderName = keyof typeof HEADERS;

/** What a door of pictures tells of its room. */
export const ROOM = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'] as const;

/** Headers of any answer; one that was refused before it was read may lack them. */
const ANY = ['X-Content-Type-Options', 'X-Request-Id'] as const;

/** The headers of an answer, as OpenAPI writes them. */
export const headersOf = (always: readonly HeaderName[] = [], perhaps: readonly HeaderName[] = []): JsonSchema =>
  Object.fromEntries([
    ...always.map((name) => [name, { ...HEADERS[name], required: true }]),
    ...[...perhaps, ...ANY].map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  ]);
