import type { Weights } from './network.js';
import { tf } from './tensorflow.js';

const DECAY = 0.998;

/** A moving average of the weights, over about the last five hundred steps: it reads better than any single moment. */
export interface Average {
  values: Weights;
  /** Moves the average towards the weights' present values; call it after each step. */
  follow(): void;
}

/** Starts an average at the weights' present values. */
export function averageOf(weights: Weights): Average {
  const values: Weights = {};
  for (const [name, weight] of Object.entries(weights)) values[name] = tf.variable(weight.clone(), false);
  const follow = () =>
    tf.tidy(() => {
      for (const [name, average] of Object.entries(values)) {
        average.assign(tf.add(average.mul(DECAY), weights[name]!.mul(1 - DECAY)));
      }
    });
  return { values, follow };
}
