import { CodedError, type ErrorCode } from '#contract';

/** Why there is no answer: a coded failure, or an answer that makes no sense. */
export type Failure = ErrorCode | 'unexpected';

/** What an error that was thrown is to a person. */
export const failureOf = (error: unknown): Failure => (error instanceof CodedError ? error.code : 'unexpected');
