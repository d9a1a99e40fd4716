import type { IncomingHttpHeaders } from 'node:http';
import { CodedError } from '#contract';

/** Longest key that is taken. */
const LONGEST = 255;

/**
 * The key of a request that is not to be done twice (draft-ietf-httpapi-idempotency-key-header): a structured-field string,
 * or its bare letters.
 * @returns undefined where there is none
 * @throws CodedError `malformed_request` for one that is empty, too long or not of printable ASCII
 */
export function idempotencyKeyOf({ 'idempotency-key': header }: IncomingHttpHeaders): string | undefined {
  if (header === undefined) return undefined;
  const text = String(header).trim();
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(text);
  const key = quoted ? quoted[1]!.replace(/\\(.)/g, '$1') : text;
  if (!/^[\x20-\x7e]+$/.test(key) || key.length > LONGEST) throw new CodedError('malformed_request');
  return key;
}
