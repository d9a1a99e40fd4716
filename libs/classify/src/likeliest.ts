import { TOP, type Prediction } from '#contract';

/**
 * The classes of the highest probabilities, at most {@link TOP}, the highest first; of equals the first class.
 * @param labels as many as there are probabilities
 */
export function likeliest(probabilities: number[], labels: string[]): Prediction['top'] {
  const classes = [...probabilities.keys()].sort((a, b) => probabilities[b]! - probabilities[a]!);
  return classes.slice(0, TOP).map((each) => ({ class: each, label: labels[each]!, confidence: probabilities[each]! }));
}
