/** Milliseconds until what has failed that many times in a row is tried again: 200 at first, 2,000 at most. */
export const backOff = (times: number): number => Math.min(100 * 2 ** Math.min(times, 5), 2_000);
