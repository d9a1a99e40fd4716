import type { IncomingHttpHeaders } from 'node:http';
import { CodedError } from '#contract';

/**
 * A key of at most 255 letters of printable ASCII (draft-ietf-httpapi-idempotency-key-header): a structured-field string, or
 * its bare letters.
 */
export const IDEMPOTENCY_KEY = /^(?:[!#-~](?:[ -~]{0,253}[!-~])?|"((?:[ !#-[\]-~]|\\["\\]){1,255})")$/;

/**
 * The key of a request that is not to be done twice.
 * @returns undefined where there is none
 * @throws CodedError `malformed_request` for one that cannot be
 */
export function idempotencyKeyOf({ 'idempotency-key': header }: IncomingHttpHeaders): string | undefined {
  if (header === undefined) return undefined;
  const match = IDEMPOTENCY_KEY.exec(String(header));
  if (!match) throw new CodedError('malformed_request');
  return match[1] === undefined ? match[0] : match[1].replace(/\\(.)/g, '$1');
}
