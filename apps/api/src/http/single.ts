import { CodedError } from '#contract';

/**
 * A query parameter that may come once; undefined where it does not come.
 * @throws CodedError `malformed_request` where it comes several times: nobody could say which of them counts
 */
export function single(parameter: unknown): string | undefined {
  if (parameter === undefined || typeof parameter === 'string') return parameter;
  throw new CodedError('malformed_request');
}
