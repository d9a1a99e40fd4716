import type { Help } from './problem.js';

interface ErrorKind {
  /** HTTP status of an answer that carries the code. */
  status: number;
  /** Whether the same request may succeed later. */
  retryable: boolean;
}

const fault = (status: number, retryable = false): ErrorKind => ({ status, retryable });

/** Every way in which a request or a job can fail. The words for people are in `messages.es.ts` and `messages.en.ts`. */
export const ERRORS = {
  file_missing: fault(400),
  file_empty: fault(400),
  malformed_request: fault(400),
  key_required: fault(401),
  key_invalid: fault(401),
  request_forbidden: fault(403),
  key_forbidden: fault(403),
  route_not_found: fault(404),
  job_not_found: fault(404),
  batch_not_found: fault(404),
  model_not_found: fault(404),
  input_not_found: fault(404),
  method_not_allowed: fault(405),
  request_timeout: fault(408, true),
  job_processing: fault(409),
  job_canceled: fault(409),
  upload_too_large: fault(413),
  batch_too_large: fault(413),
  image_too_large: fault(413),
  uri_too_long: fault(414),
  unsupported_image: fault(415),
  heic_unsupported: fault(415),
  encoding_unsupported: fault(415),
  expectation_failed: fault(417),
  archive_unreadable: fault(422),
  undecodable_image: fault(422),
  image_too_complex: fault(422),
  blank_image: fault(422),
  quarantined: fault(422),
  idempotency_mismatch: fault(422),
  too_many_waiting: fault(429, true),
  rate_exceeded: fault(429, true),
  quota_exceeded: fault(429, true),
  headers_too_large: fault(431),
  internal_error: fault(500, true),
  model_not_loaded: fault(503, true),
  model_broken: fault(503, true),
  api_unreachable: fault(503, true),
  queue_unavailable: fault(503, true),
  overloaded: fault(503, true),
  prediction_timeout: fault(504, true),
  expired: fault(504, true),
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof ERRORS;

/** A failure that is told to a client by its code; everything else that is thrown is our own fault. */
export class CodedError extends Error {
  readonly help: Help;

  constructor(
    readonly code: ErrorCode,
    { help = {}, ...options }: ErrorOptions & { help?: Help } = {},
  ) {
    super(options.cause instanceof Error ? `${code}: ${options.cause.message}` : code, options);
    this.name = 'CodedError';
    this.help = help;
  }
}
