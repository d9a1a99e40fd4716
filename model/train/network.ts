import { batchNorm } from './batch-norm.js';
import { SIDE } from './picture.js';
import { type Tensor, type Tensor1D, type Tensor2D, type Tensor4D, tf, type Variable } from './tensorflow.js';

/** One convolution of 3 × 3 pixels, followed by batch normalisation and a rectifier. */
export interface Convolution {
  name: string;
  inputs: number;
  filters: number;
  stride: 1 | 2;
}

/** The network: these, then the mean of each channel over the picture, then one dense layer and softmax. */
export const CONVOLUTIONS: readonly Convolution[] = [
  { name: 'conv1', inputs: 1, filters: 8, stride: 1 },
  { name: 'conv2', inputs: 8, filters: 24, stride: 2 },
  { name: 'conv3', inputs: 24, filters: 24, stride: 1 },
  { name: 'conv4', inputs: 24, filters: 48, stride: 2 },
  { name: 'conv5', inputs: 48, filters: 48, stride: 1 },
  { name: 'conv6', inputs: 48, filters: 64, stride: 2 },
];

export const KERNEL = 3;
export const CLASSES = 10;
const FEATURES = CONVOLUTIONS.at(-1)!.filters;

/**
 * Weights by name. Of each convolution `/kernel` [3, 3, inputs, filters] and, one number a filter, `/scale`, `/offset`
 * (learned), `/mean`, `/variance` (running statistics of its outputs); `dense/kernel` [features, classes], `dense/bias`.
 */
export type Weights = Record<string, Tensor>;

/** Fresh weights: kernels by He's rule (2015), so that signals keep their size from layer to layer. */
export function createWeights(seed: number): Record<string, Variable> {
  const random = (shape: number[], fanIn: number) => tf.randomNormal(shape, 0, Math.sqrt(2 / fanIn), 'float32', seed++);
  const weights: Record<string, Variable> = {};
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
export function logits(images: Tensor4D, weights: Record<string, Variable>): Tensor2D {
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

/** Multiply-adds of one prediction and the weights that it takes, once batch normalisation is folded away. */
export function networkSize(): { multiplyAdds: number; parameters: number } {
  let side = SIDE;
  const size = { multiplyAdds: FEATURES * CLASSES, parameters: FEATURES * CLASSES + CLASSES };
  for (const { inputs, filters, stride } of CONVOLUTIONS) {
    side = Math.ceil(side / stride);
    const kernel = KERNEL * KERNEL * inputs * filters;
    size.multiplyAdds += side * side * kernel;
    size.parameters += kernel + filters;
  }
  return size;
}
