import { MODEL_REFERENCE } from '#contract';
import { BATCH_ID, JOB_ID } from '#platform';
import { LONGEST_WAIT } from '../http/patience.js';
import { IDEMPOTENCY_KEY } from '../predict/idempotency.js';
import type { JsonSchema } from './door.js';

const id = (pattern: RegExp, what: string): JsonSchema => ({
  name: 'id',
  in: 'path',
  required: true,
  description: `The ${what}'s id. Whoever knows it may ask for the ${what}; where keys are needed, with a key of the name that it came in by.`,
  schema: { type: 'string', pattern: pattern.source },
});

/** What requests carry besides their bodies. Query parameters may come once each; unknown ones are passed over. */
export const PARAMETERS = {
  jobId: id(JOB_ID, 'job'),
  batchId: id(BATCH_ID, 'batch'),
  model: {
    name: 'model',
    in: 'query',
    description:
      'The model: `name`, `name@version` or `name@latest`; without a version, the highest that loads. Without it, the default model.',
    schema: { type: 'string', pattern: MODEL_REFERENCE.source },
    example: 'digits',
  },
  wait: {
    name: 'wait',
    in: 'query',
    description: `Seconds to wait for the end; more than ${LONGEST_WAIT} count as ${LONGEST_WAIT}.`,
    schema: { type: 'number', minimum: 0, default: 0 },
    example: 10,
  },
  prefer: {
    name: 'Prefer',
    in: 'header',
    description:
      '`wait=N`: N seconds at most, then a 202; `respond-async`: the 202 at once (RFC 7240). What else is preferred is passed over.',
    schema: { type: 'string' },
    example: 'wait=5',
  },
  idempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'A request that comes again with the same key and the same content is answered again, but done once.',
    schema: { type: 'string', pattern: IDEMPOTENCY_KEY.source },
  },
  lastEventId: {
    name: 'Last-Event-ID',
    in: 'header',
    description:
      'The last event that was heard, as browsers send it. Where that was the last of all, the answer is 204.',
    schema: { type: 'string' },
    example: 'queued',
  },
  language: {
    name: 'Accept-Language',
    in: 'header',
    description: 'Sentences for people are in Spanish, or in English where it is preferred.',
    schema: { type: 'string' },
    example: 'en',
  },
} as const;

export type ParameterName = keyof typeof PARAMETERS;
