/** A source of numbers evenly spread over 0 ≤ x < 1. */
export type Random = () => number;

const GOLDEN = 0x9e3779b9;

/**
 * A repeatable source of random numbers (SplitMix on 32 bits: a counter, stirred).
 * @param parts whole numbers that together are the seed; other parts give an unrelated sequence
 */
export function seededRandom(...parts: number[]): Random {
  let state = parts.reduce((seed, part) => stirred(seed + GOLDEN + part), 0);
  return () => stirred((state += GOLDEN)) / 2 ** 32;
}

/** MurmurHash3's finalizer: every bit of the number sways every bit of the answer. */
function stirred(number: number): number {
  let bits = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** An evenly spread number between `-reach` and `reach`. */
export function around(reach: number, random: Random): number {
  return (2 * random() - 1) * reach;
}

/** The same items in random order, in a new array (Fisher and Yates). */
export function shuffled(items: readonly number[], random: Random): number[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const chosen = Math.floor(random() * (last + 1));
    [order[last], order[chosen]] = [order[chosen]!, order[last]!];
  }
  return order;
}
