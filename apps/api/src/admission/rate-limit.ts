import type { ServerResponse } from 'node:http';
import { CodedError, type ErrorCode } from '#contract';

/** Room at a door. */
export interface RoomLeft {
  limit: number;
  left: number;
  /** Until what waits is done. */
  seconds: number;
}

/** Tells a client how much room there is, in the header fields of draft-ietf-httpapi-ratelimit-headers (up to -07). */
export function tellRoom(response: ServerResponse, { limit, left, seconds }: RoomLeft): void {
  response.setHeader('RateLimit-Limit', limit);
  response.setHeader('RateLimit-Remaining', left);
  response.setHeader('RateLimit-Reset', seconds);
}

/** A refusal that says when to come again. */
export const refusal = (code: ErrorCode, retryAfter: number): CodedError =>
  new CodedError(code, { help: { retryAfter } });
