import type { ErrorCode, Outcome } from '#contract';
import type { JobId } from './job-id.js';

/** A picture on its way in. */
export type NewPicture = {
  token: string;
  /** Whose it is; empty where it came in without a key. */
  owner: string;
  /** Whose turn it takes; absent where somebody waits for it, or nobody sent it. */
  caller?: string | undefined;
  /** Of a request that is not to be done twice; see once.ts. */
  once?: string | undefined;
} & ({ upload: Uint8Array; failed?: undefined } | { failed: ErrorCode; upload?: undefined });

/** How a bundle comes in. */
export interface Entrance {
  /** The API process that is to hear of the pictures' ends, if one waits for them. */
  home?: string;
  /** The batch that it is part of, if it is. */
  batch?: string;
  room?: RoomLimits;
}

/**
 * Most that may wait with what comes in: pictures, their bytes, and pictures that one caller has in line. What is absent has
 * no limit.
 */
export interface RoomLimits {
  pictures?: number;
  bytes?: number;
  ofOneCaller?: number;
}

/** A bundle that came in. */
export interface Created {
  /** When, in ms of Redis' clock. */
  time: number;
  /** What waits now, this included. */
  waiting: { pictures: number; bytes: number };
  /** Its place in line, and how many pictures the caller that sent most has in line; both 0 where it takes no turn. */
  priority: number;
  ahead: number;
  /** By its index, the job that an earlier request with the same key has; null where that was another request. */
  again: Map<number, JobId | null>;
}

/** An open picture of a bundle in a worker's hands. */
export interface ClaimedPicture {
  index: number;
  upload: Buffer;
}

/** What a worker takes in hand. */
export interface Claim {
  /** How often the bundle was claimed, this time included: above 1, an earlier worker did not finish it. */
  claims: number;
  pictures: ClaimedPicture[];
}

/** What became of a picture, with the small picture that the model saw. */
export interface Settlement {
  index: number;
  outcome: Outcome;
  seen?: Uint8Array;
}
