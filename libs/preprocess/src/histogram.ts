/** How often each level from -255 to 255 occurs. */
export type Histogram = Uint32Array;

const ZERO = 255;

/** Counts levels. */
export function histogram(levels: Uint8Array | Int16Array): Histogram {
  const counts = new Uint32Array(2 * ZERO + 1);
  for (let i = 0; i < levels.length; i++) counts[levels[i]! + ZERO]!++;
  return counts;
}

/** Only the levels from `low` to `high`. */
export function part(counts: Histogram, low: number, high: number): Histogram {
  const result = new Uint32Array(counts.length);
  const [from, to] = [Math.max(0, low + ZERO), Math.max(0, high + ZERO + 1)];
  result.set(counts.subarray(from, to), from);
  return result;
}

/** How many levels were counted. */
export function total(counts: Histogram): number {
  let sum = 0;
  for (let at = 0; at < counts.length; at++) sum += counts[at]!;
  return sum;
}

/** The level that a share `q` (above 0, below 1) of the counted ones does not exceed; 0 where none was counted. */
export function quantile(counts: Histogram, q: number): number {
  let left = q * total(counts);
  if (left === 0) return 0;
  let at = 0;
  while ((left -= counts[at]!) > 0) at++;
  return at - ZERO;
}

/**
 * The level that parts dark from light best (Otsu, "A threshold selection method from gray-level histograms", 1979).
 * @returns the highest level of the dark class
 */
export function otsu(counts: Histogram): number {
  const all = total(counts);
  let moment = 0;
  for (let at = 0; at < counts.length; at++) moment += counts[at]! * at;
  let [dark, darkMoment, best, threshold] = [0, 0, 0, 0];
  for (let at = 0; at < counts.length; at++) {
    if (counts[at] === 0) continue;
    dark += counts[at]!;
    darkMoment += counts[at]! * at;
    if (dark === all) break;
    const apart = darkMoment / dark - (moment - darkMoment) / (all - dark);
    const between = dark * (all - dark) * apart * apart;
    if (between > best) [best, threshold] = [between, at - ZERO];
  }
  return threshold;
}
