const PEAK = 3e-3;
const WARM_UP = 0.02;

/**
 * Learning rate over a training run: rises in a straight line for the first 2 %, then follows half a cosine down to 0
 * (Loshchilov and Hutter, "SGDR", 2017, without restarts).
 * @param progress share of the run that is done, 0 to 1
 */
export function learningRate(progress: number): number {
  if (progress < WARM_UP) return (PEAK * progress) / WARM_UP;
  const descended = (progress - WARM_UP) / (1 - WARM_UP);
  return (PEAK * (1 + Math.cos(Math.PI * descended))) / 2;
}

/** Where the wild part of a run ends. */
const WILD_END = 0.9;
/** Uploads are wilder than MNIST: most digits are, and enough are plain to keep what is known of MNIST's own. */
const PLAIN_AT_FIRST = 0.28;
/** Nearly half, not more: what was learned of uploads must last to the end. */
const PLAIN_AT_LAST = 0.45;

/**
 * Share of the digits in a batch that stay close to MNIST's own: more of them in the last tenth of a run, so that the
 * network ends on what digits mostly look like.
 * @param progress share of the run that is done, 0 to 1
 */
export function plainShare(progress: number): number {
  return progress < WILD_END ? PLAIN_AT_FIRST : PLAIN_AT_LAST;
}
