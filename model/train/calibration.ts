import type { Answer } from '../calibration-error.js';

/** What a model said of one digit, and what the digit is. */
export interface Reading {
  probabilities: readonly number[];
  label: number;
}

/**
 * The temperature that makes the readings most probable (Guo et al., "On calibration of modern neural networks", 2017),
 * found by golden-section search between 1/4 and 4.
 */
export function bestTemperature(readings: readonly Reading[]): number {
  const cost = (log: number) => crossEntropy(readings, Math.exp(log));
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [-Math.log(4), Math.log(4)];
  while (high - low > 1e-3) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    if (cost(left) < cost(right)) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

/** Mean of −log of the probability of what is right. */
function crossEntropy(readings: readonly Reading[], temperature: number): number {
  const sum = readings.reduce((total, { probabilities, label }) => {
    return total - Math.log(Math.max(1e-12, tempered(probabilities, temperature)[label]!));
  }, 0);
  return sum / readings.length;
}

/** What softmax would have given, had its inputs been divided by the temperature. */
function tempered(probabilities: readonly number[], temperature: number): number[] {
  const powers = probabilities.map((probability) => probability ** (1 / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** What readings answer at a temperature: the most probable class of each. */
export function answersAt(readings: readonly Reading[], temperature: number): Answer[] {
  return readings.map(({ probabilities, label }) => {
    const sharpened = tempered(probabilities, temperature);
    const confidence = Math.max(...sharpened);
    return { confidence, right: sharpened.indexOf(confidence) === label };
  });
}

/** The value that a share of them stays below. */
export function quantile(values: readonly number[], share: number): number {
  return [...values].sort((one, other) => one - other)[Math.floor(share * values.length)]!;
}
