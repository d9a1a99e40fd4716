import { CONVOLUTIONS, DENSE, KERNEL } from './architecture.js';
import { batchNorm } from './batch-norm.js';
import { type Tensor, type Tensor1D, type Tensor2D, type Tensor4D, tf, type Variable } from './tensorflow.js';

/**
 * Weights by name. Of each convolution `/kernel` [3, 3, inputs, filters] and, one number a filter, `/scale`, `/offset`
 * (learned), `/mean`, `/variance` (running statistics of its output); of each dense layer `/kernel` [inputs, units] and
 * `/bias`.
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
  for (const [name, { inputs, units }] of Object.entries(DENSE)) {
    weights[`${name}/kernel`] = tf.variable(random([inputs, units], inputs));
    weights[`${name}/bias`] = tf.variable(tf.zeros([units]));
  }
  return weights;
}

const MOMENTUM = 0.99;

/**
 * The network while it learns: batches are normalised by their own statistics, which the running ones follow.
 * @param images [images, 28, 28, 1], 0 paper to 1 ink
 * @returns what goes into softmax [images, 10] and into the sigmoid [images, 1]
 */
export function logits(images: Tensor4D, weights: Weights): { digits: Tensor2D; score: Tensor2D } {
  const follow = (running: Variable, now: Tensor) =>
    running.assign(tf.add(running.mul(MOMENTUM), now.mul(1 - MOMENTUM)));
  const convolved = CONVOLUTIONS.reduce((input, { name, stride }) => {
    const found = tf.conv2d(input, weights[`${name}/kernel`] as unknown as Tensor4D, stride, 'same');
    const [scale, offset] = [weights[`${name}/scale`], weights[`${name}/offset`]] as unknown as [Tensor1D, Tensor1D];
    const normalised = batchNorm(found, scale, offset, (mean, variance) => {
      follow(weights[`${name}/mean`]!, mean);
      follow(weights[`${name}/variance`]!, variance);
    });
    return tf.relu(normalised);
  }, images);
  const features = convolved.mean<Tensor2D>([1, 2]);
  const dense = (input: Tensor2D, name: keyof typeof DENSE): Tensor2D =>
    input.matMul<Tensor2D>(weights[`${name}/kernel`]!).add(weights[`${name}/bias`]!);
  return { digits: dense(features, 'dense'), score: dense(tf.relu(dense(features, 'hidden')), 'score') };
}
