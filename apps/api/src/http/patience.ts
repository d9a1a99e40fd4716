import { CodedError } from '#contract';
import { single } from './single.js';

const SECOND = 1_000;
/** Longest long poll, in seconds. */
export const LONGEST_WAIT = 60;

/** A number as JSON writes it, not below 0. */
const SECONDS = /^(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$|^-0(\.0+)?$/;

/**
 * The ms that a client asks to wait by `?wait=N`, in seconds; 0 where it does not.
 * @throws CodedError `malformed_request` for what is no such number
 */
export function patienceOf(wait: unknown): number {
  const text = single(wait) ?? '0';
  if (!SECONDS.test(text)) throw new CodedError('malformed_request');
  return Math.min(Math.abs(Number(text)), LONGEST_WAIT) * SECOND;
}
