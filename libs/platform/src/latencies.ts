/**
 * How many pictures took how long, by the number of a class of durations: each class ends where a duration is a tenth longer
 * than where it begins, so that a few numbers tell any duration to within 5 %, and those of several workers can be added up.
 */
export type Latencies = Record<number, number>;

const GROWTH = Math.log(1.1);

/** The class that a duration in ms falls into; what takes less than one has the first. */
export const classOf = (ms: number): number => (ms < 1 ? 0 : 1 + Math.floor(Math.log(ms) / GROWTH));

/** The durations of all. */
export function together(all: Latencies[]): Latencies {
  const sum: Latencies = {};
  for (const each of all) {
    for (const [number, count] of Object.entries(each)) sum[Number(number)] = (sum[Number(number)] ?? 0) + count;
  }
  return sum;
}

/** How many pictures there were. */
export const countOf = (latencies: Latencies): number => Object.values(latencies).reduce((sum, each) => sum + each, 0);

/**
 * The ms within which a share of the pictures was answered, to within 5 %.
 * @param share above 0, at most 1
 * @returns null where there were none
 */
export function quantile(latencies: Latencies, share: number): number | null {
  let left = share * countOf(latencies);
  // Keys that are whole numbers come in ascending order.
  for (const [number, count] of Object.entries(latencies)) {
    left -= count;
    if (left <= 0 && count > 0) return middleOf(Number(number));
  }
  return null;
}

const middleOf = (number: number): number => (number === 0 ? 0 : Math.round(Math.exp((number - 0.5) * GROWTH)));
