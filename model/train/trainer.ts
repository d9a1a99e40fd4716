import { CLASSES } from './architecture.js';
import { type Average, averageOf } from './average.js';
import type { Batch } from './batches.js';
import { createWeights, logits, type Weights } from './network.js';
import { SIDE } from './picture.js';
import { tf, type Tensor } from './tensorflow.js';

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
  /** Learns from one batch at this learning rate. @returns the batch's mean cross-entropy, before learning from it */
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
    const images = tf.tensor4d(pixels, [labels.length, SIDE, SIDE, 1]);
    const truth = tf.oneHot(tf.tensor1d(labels, 'int32'), CLASSES);
    return tf.losses.softmaxCrossEntropy(truth, logits(images, weights));
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
