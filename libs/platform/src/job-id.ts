import { randomBytes } from 'node:crypto';

/** What a client follows: one picture of a bundle, and the token without which its neighbours' ids stay unknown. */
export interface JobId {
  bundle: string;
  index: number;
  token: string;
}

/** A new bundle's id. The `b` keeps it from being all digits, which BullMQ does not take. */
export const newBundleId = (): string => `b${randomBytes(9).toString('base64url')}`;

/** A new name for an API process; no bundle's id begins like it. */
export const newHome = (): string => `api-${randomBytes(9).toString('base64url')}`;

/** 96 random bits. */
export const newToken = (): string => randomBytes(12).toString('base64url');

export const formatJobId = ({ bundle, index, token }: JobId): string => `${bundle}.${index}.${token}`;

/** A job's id as clients know it. */
export const JOB_ID = /^(b[A-Za-z0-9_-]{12})\.(0|[1-9][0-9]{0,3})\.([A-Za-z0-9_-]{16})$/;

/** @returns null for a text that cannot be a job's id */
export function parseJobId(text: string): JobId | null {
  const match = JOB_ID.exec(text);
  return match ? { bundle: match[1]!, index: Number(match[2]), token: match[3]! } : null;
}
