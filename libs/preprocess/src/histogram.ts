/** How often each level from -255 to 255 occurs. */
export type Histogram = Uint32Array;

const ZERO = 255;

/** Counts levels. @param counts whether one is counted; all are unless told */
export function histogram(levels: Uint8Array | Int16Array, counts?: (level: number) => boolean): Histogram {
  const result = new Uint32Array(2 * ZERO + 1);
  for (let i = 0; i < levels.length; i++) result[levels[i]! + ZERO]!++;
  return counts ? result.map((count, at) => (counts(at - ZERO) ? count : 0)) : result;
}

/** How many of the levels from `low` to `high` were counted. */
export function countBetween(counts: Histogram, low: number, high: number): number {
  return counts.subarray(Math.max(0, low + ZERO), high + ZERO + 1).reduce((sum, count) => sum + count, 0);
}

/** The level that a share `q` (above 0, below 1) of the counted ones does not exceed; 0 where none was counted. */
export function quantile(counts: Histogram, q: number): number {
  let left = q * countBetween(counts, -ZERO, ZERO);
  return left > 0 ? counts.findIndex((count) => (left -= count) <= 0) - ZERO : 0;
}

/**
 * The level that parts dark from light best (Otsu, "A threshold selection method from gray-level histograms", 1979).
 * @returns the highest level of the dark class
 */
export function otsu(counts: Histogram): number {
  const total = countBetween(counts, -ZERO, ZERO);
  const moment = counts.reduce((sum, count, at) => sum + count * at, 0);
  let [dark, darkMoment, best, threshold] = [0, 0, 0, 0];
  for (let at = 0; at < 2 * ZERO; at++) {
    dark += counts[at]!;
    darkMoment += counts[at]! * at;
    if (dark === 0 || dark === total) continue;
    const apart = darkMoment / dark - (moment - darkMoment) / (total - dark);
    const between = dark * (total - dark) * apart * apart;
    if (between > best) [best, threshold] = [between, at - ZERO];
  }
  return threshold;
}
