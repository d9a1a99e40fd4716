import { CLASSES, CONVOLUTIONS, FEATURES, KERNEL } from './architecture.js';
import { batchNorm } from './batch-norm.js';
import { type Tensor, type Tensor1D, type Tensor2D, type Tensor4D, tf, type Variable } from './tensorflow.js';

/**
 * Weights by name. Of each convolution `/kernel` [3, 3, inputs, filters] and, one number a filter, `/scale`, `/offset`
 * (learned), `/mean`, `/variance` (running statistics of its output); `dense/kernel` [features, classes], `dense/bias`.
 */
export type Weights = Record<string, Variable>;

/** Fresh weights: kernels by He's rule (2015), so that signals keep their size from layer to layer. */
export function createWeights(seed: number): Weights {
  const random = (shape: number[], inputs: number) =>
    tf.randomNormal(shape, 0, Math.sqrt(2 / inputs), 'float32', seed++);
  const weights: Weights = {};
  for (const { name, inputs, filters } of CONVOLUTIONS) {
    const kernel = [KERNEL, KERNEL, inputs, filters];
    weights[`${name}/kernel`] = tf.variable(random(kernel, KERNEL * KERNEL * inputs));
    weights[`${name}/scale`] = tf.variable(tf.ones([filters]));
    weights[`${name}/offset`] = tf.variable(tf.zeros([filters]));
    weights[`${name}/mean`] = tf.variable(tf.zeros([filters]), false);
    weights[`${name}/variance`] = tf.variable(tf.ones([filters]), false);
  }
  weights['dense/kernel'] = tf.variable(random([FEATURES, CLASSES], FEATURES));
  weights['dense/bias'] = tf.variable(tf.zeros([CLASSES]));
  return weights;
}

const MOMENTUM = 0.99;

/**
 * The network while it learns: batches are normalised by their own statistics, which the running ones follow.
 * @param images [images, 28, 28, 1], 0 paper to 1 ink
 * @returns [images, 10]: scores before softmax
 */
export function logits(images: Tensor4D, weights: Weights): Tensor2D {
  const follow = (running: Variable, now: Tensor) =>
    running.assign(tf.add(running.mul(MOMENTUM), now.mul(1 - MOMENTUM)));
  const features = CONVOLUTIONS.reduce((input, { name, stride }) => {
    const convolved = tf.conv2d(input, weights[`${name}/kernel`] as unknown as Tensor4D, stride, 'same');
    const [scale, offset] = [weights[`${name}/scale`], weights[`${name}/offset`]] as unknown as [Tensor1D, Tensor1D];
    const normalised = batchNorm(convolved, scale, offset, (mean, variance) => {
      follow(weights[`${name}/mean`]!, mean);
      follow(weights[`${name}/variance`]!, variance);
    });
    return tf.relu(normalised);
  }, images);
  return features.mean<Tensor2D>([1, 2]).matMul(weights['dense/kernel']!).add(weights['dense/bias']!);
}
