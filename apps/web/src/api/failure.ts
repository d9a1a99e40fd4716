import { CodedError, type ErrorCode } from '#contract';

/** Why there is no answer: a coded failure, a file that the browser cannot read, or an answer that makes no sense. */
export type Failure = ErrorCode | 'unreadable' | 'unexpected';

/** The browser's own names for that: a file that is gone by now, or that it may not read. */
const UNREADABLE = ['NotReadableError', 'NotFoundError'];

/** What an error that was thrown is to a person. */
export function failureOf(error: unknown): Failure {
  if (error instanceof CodedError) return error.code;
  return error instanceof DOMException && UNREADABLE.includes(error.name) ? 'unreadable' : 'unexpected';
}
