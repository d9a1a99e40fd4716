const SECOND = 1_000;
/** Longest long poll, in seconds. */
const LONGEST_WAIT = 60;

/** The ms that a client asks to wait by `?wait=N`, in seconds; 0 where it does not. */
export const patienceOf = (wait: string | undefined): number =>
  Math.max(0, Math.min(Number(wait) || 0, LONGEST_WAIT)) * SECOND;
