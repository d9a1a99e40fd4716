import { CLASSES } from './architecture.js';
import { type Average, averageOf } from './average.js';
import type { Batch } from './batches.js';
import { createWeights, logits, type Weights } from './network.js';
import { PIXELS, SIDE } from './picture.js';
import { tf, type Tensor } from './tensorflow.js';

/** Share of the truth spread over all digits, so that the network does not strain for certainty. */
const SMOOTHING = 0.01;

/** Weight of telling digits from all else, where telling them apart has 1. */
const SCORE_SHARE = 0.3;

/** Adam (Kingma and Ba, 2015) whose learning rate can be set before each step. */
class PacedAdam extends tf.AdamOptimizer {
  pace(rate: number): void {
    this.learningRate = rate;
  }
}

/** One part of an optimizer's memory. */
export interface NamedTensor {
  name: string;
  tensor: Tensor;
}

/** A network in the making. */
export interface Trainer {
  /** What is learned; `average` of it is what gets measured and served. */
  weights: Weights;
  average: Average;
  /** Learns from one batch at this learning rate. @returns its loss, before learning from it */
  learn(batch: Batch, rate: number): number;
  /** The optimizer's own memory, so that a run can go on after an interruption as if there had been none. */
  memory(): Promise<NamedTensor[]>;
  recall(memory: NamedTensor[]): Promise<void>;
}

/** A network with fresh weights, ready to learn. */
export function createTrainer(seed: number): Trainer {
  const weights = createWeights(seed);
  const learned = Object.values(weights).filter(({ trainable }) => trainable);
  const average = averageOf(weights);
  const optimizer = new PacedAdam(0, 0.9, 0.999, 1e-7);

  const loss = ({ pixels, labels }: Batch): Tensor => {
    const count = pixels.length / PIXELS;
    const { digits, score } = logits(tf.tensor4d(pixels, [count, SIDE, SIDE, 1]), weights);
    const truth = tf.oneHot(tf.tensor1d(labels, 'int32'), CLASSES);
    const named = digits.slice([0, 0], [labels.length, CLASSES]);
    const isDigit = tf.concat([tf.ones([labels.length, 1]), tf.zeros([count - labels.length, 1])]);
    const reading = tf.losses.softmaxCrossEntropy(truth, named, undefined, SMOOTHING);
    return reading.add(tf.losses.sigmoidCrossEntropy(isDigit, score).mul(SCORE_SHARE));
  };
  return {
    weights,
    average,
    learn(batch, rate) {
      optimizer.pace(rate);
      const cost = tf.tidy(() => optimizer.minimize(() => loss(batch).asScalar(), true, learned)!.arraySync());
      average.follow();
      return cost;
    },
    memory: () => optimizer.getWeights(),
    recall: (memory) => optimizer.setWeights(memory),
  };
}
