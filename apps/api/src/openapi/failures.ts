import { ERRORS, problem, type ErrorCode } from '#contract';
import { codesOf, type Door, type JsonSchema } from './door.js';
import { headersOf, ROOM, type HeaderName } from './headers.js';

/** Headers that every failure with a status has. */
const ALWAYS: Record<number, readonly HeaderName[]> = {
  401: ['WWW-Authenticate'],
  429: ['Retry-After'],
  503: ['Retry-After'],
};

/** Headers that a failure with a status may have at any door. */
const PERHAPS: Record<number, readonly HeaderName[]> = { 415: ['Accept-Encoding'] };

/** The answers of a door that fails, by their status, with the codes that each may carry. */
export function failuresOf(door: Door): Record<number, JsonSchema> {
  const codes = codesOf(door);
  const statuses = [...new Set(codes.map((code) => ERRORS[code].status))].sort((a, b) => a - b);
  return Object.fromEntries(statuses.map((status) => [status, failure(door, status, codes)]));
}

function failure({ access, failsWith }: Door, status: number, all: readonly ErrorCode[]): JsonSchema {
  const codes = all.filter((code) => ERRORS[code].status === status);
  const perhaps = [...(PERHAPS[status] ?? []), ...(failsWith?.[status] ?? []), ...(access === 'pictures' ? ROOM : [])];
  return {
    description: codes.map((code) => `\`${code}\`: ${problem(code, 'en').detail}`).join('\n\n'),
    headers: headersOf(ALWAYS[status], perhaps),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            { properties: { status: { const: status }, code: { enum: codes } } },
          ],
        },
        examples: Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
      },
    },
  };
}

/** What each code looks like, for those answers to refer to. */
export const problemExamples = (doors: readonly Door[]): JsonSchema =>
  Object.fromEntries([...new Set(doors.flatMap(codesOf))].map((code) => [code, { value: problem(code, 'en') }]));
