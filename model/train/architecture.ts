import { SIDE } from './picture.js';

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

/** Width and height of a convolution's kernel. */
export const KERNEL = 3;

/** Channels that reach the dense layer. */
export const FEATURES = 64;

/** What the network tells apart: the digits 0 to 9. */
export const CLASSES = 10;

/** Batch normalisation adds this to a variance before it takes the root. */
export const EPSILON = 1e-3;

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
