/** Where a run's second part begins: what uploads look like is learned by then, and most digits look like MNIST's. */
const SECOND = 0.8;
/** Highest learning rate of the first part, and of the second, which must not undo it. */
const PEAK = { first: 3e-3, second: 4.5e-4 };
const WARM_UP = 0.02;

/**
 * Learning rate over a training run: rises in a straight line for the first 2 % of the first part, then follows half a
 * cosine down to 0, and in the second part half a cosine again (Loshchilov and Hutter, "SGDR", 2017: one restart).
 * @param progress share of the run that is done, 0 to 1
 */
export function learningRate(progress: number): number {
  if (progress >= SECOND) return (PEAK.second * descent((progress - SECOND) / (1 - SECOND))) / 2;
  const done = progress / SECOND;
  if (done < WARM_UP) return (PEAK.first * done) / WARM_UP;
  return (PEAK.first * descent((done - WARM_UP) / (1 - WARM_UP))) / 2;
}

/** Twice the height of half a cosine that falls from 1 to 0. */
const descent = (share: number): number => 1 + Math.cos(Math.PI * share);

/** Uploads are wilder than MNIST: most digits are, and enough are plain to keep what is known of MNIST's own. */
const PLAIN_AT_FIRST = 0.28;
/** In the last tenth of the first part. */
const PLAIN_BETWEEN = 0.45;
/** More than half, not all: what was learned of uploads must last to the end. */
const PLAIN_AT_LAST = 0.6;

/**
 * Share of the digits in a batch that stay close to MNIST's own: more of them towards the end, so that the network ends
 * on what digits mostly look like.
 * @param progress share of the run that is done, 0 to 1
 */
export function plainShare(progress: number): number {
  if (progress >= SECOND) return PLAIN_AT_LAST;
  return progress < 0.9 * SECOND ? PLAIN_AT_FIRST : PLAIN_BETWEEN;
}
