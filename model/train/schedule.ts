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
