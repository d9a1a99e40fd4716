import type { ErrorCode } from '#contract';
import type { BodyName } from './bodies.js';
import type { HeaderName } from './headers.js';
import type { ParameterName } from './parameters.js';
import type { SchemaName } from './schemas.js';

/** JSON Schema, as OpenAPI 3.1 takes it. */
export type JsonSchema = Record<string, unknown>;

export type Method = 'get' | 'post' | 'delete';

export type Tag = 'pictures' | 'jobs' | 'batches' | 'models' | 'service' | 'session';

/** One way in which a door answers when all is well. */
export interface Answer {
  description: string;
  /** Headers that it has each time, and those that it may have. */
  headers?: readonly HeaderName[];
  mayHave?: readonly HeaderName[];
  /** By media type; absent where there is no body. */
  content?: Record<string, SchemaName | JsonSchema>;
  /** Doors, by their ids, that take this answer's `id`. */
  leadsTo?: readonly string[];
}

/** All that is to be known of what happens at a method of a path. */
export interface Door {
  method: Method;
  /** As OpenAPI writes it: `/v1/jobs/{id}`. */
  path: string;
  /** Its name in the code that is generated from the document. */
  id: string;
  tag: Tag;
  summary: string;
  description?: string;
  parameters?: readonly ParameterName[];
  body?: BodyName;
  answers: Record<number, Answer>;
  /** The codes that it may fail with, besides those of {@link EVERYWHERE} and of its access. */
  fails: readonly ErrorCode[];
  /** Headers that its failures may have, by status. */
  failsWith?: Record<number, readonly HeaderName[]>;
  /** `anyone`: no key is asked for; `key`: one is; `pictures`: and what it sends is counted. */
  access: 'anyone' | 'key' | 'pictures';
}

/** What may happen at every door: before a request has come through to it, or when we are at fault. */
export const EVERYWHERE = [
  'malformed_request',
  'request_forbidden',
  'request_timeout',
  'uri_too_long',
  'encoding_unsupported',
  'expectation_failed',
  'headers_too_large',
  'internal_error',
] as const satisfies readonly ErrorCode[];

const KEY = ['key_required', 'key_invalid'] as const satisfies readonly ErrorCode[];

/** What may happen for want of a key, or of what it allows. */
const ACCESS = {
  anyone: [],
  key: KEY,
  pictures: [...KEY, 'rate_exceeded', 'quota_exceeded'],
} as const satisfies Record<Door['access'], readonly ErrorCode[]>;

/** Every code that a door may answer. */
export const codesOf = ({ fails, access }: Door): ErrorCode[] => [
  ...new Set<ErrorCode>([...fails, ...ACCESS[access], ...EVERYWHERE]),
];
