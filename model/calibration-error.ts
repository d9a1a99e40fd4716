/** What a model answered about one picture: how sure it was, from 0 to 1, and whether it was right. */
export interface Answer {
  confidence: number;
  right: boolean;
}

const BINS = 15;

/**
 * How far confidence is from the share of right answers, 0 to 1: answers are put into 15 equal-width bins of
 * confidence, and the bins' differences between mean confidence and share of right ones are averaged by the bins' sizes
 * (Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning", 2015; bins closed
 * above as in Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks", 2017).
 * @param answers at least one
 */
export function expectedCalibrationError(answers: readonly Answer[]): number {
  // The sum of confidence − right over a bin is its size times its difference.
  const excess = new Float64Array(BINS);
  for (const { confidence, right } of answers) {
    excess[Math.max(0, Math.ceil(confidence * BINS) - 1)]! += confidence - Number(right);
  }
  return excess.reduce((sum, each) => sum + Math.abs(each), 0) / answers.length;
}
