import { SIDE } from './picture.js';

/** One convolution of 3 × 3 pixels, followed by batch normalisation and a rectifier. */
export interface Convolution {
  name: string;
  inputs: number;
  filters: number;
  stride: 1 | 2;
}

/**
 * The network: these, then the mean of each channel over the picture, and two heads on those means. One tells the
 * digits apart: a dense layer and softmax. The other tells digits from all else: a hidden layer and one sigmoid unit.
 */
export const CONVOLUTIONS: readonly Convolution[] = [
  { name: 'conv1', inputs: 1, filters: 8, stride: 1 },
  { name: 'conv2', inputs: 8, filters: 16, stride: 2 },
  { name: 'conv3', inputs: 16, filters: 24, stride: 1 },
  { name: 'conv4', inputs: 24, filters: 48, stride: 2 },
  { name: 'conv5', inputs: 48, filters: 64, stride: 1 },
  { name: 'conv6', inputs: 64, filters: 80, stride: 2 },
  { name: 'conv7', inputs: 80, filters: 128, stride: 2 },
];

/** Width and height of a convolution's kernel. */
export const KERNEL = 3;

/** Channels that reach the heads. */
export const FEATURES = 128;

/** What the network tells apart: the digits 0 to 9. */
export const CLASSES = 10;

/** The dense layers by name: `dense` gives the digits, `hidden` and then `score` say whether it is one at all. */
export const DENSE = {
  dense: { inputs: FEATURES, units: CLASSES },
  hidden: { inputs: FEATURES, units: 32 },
  score: { inputs: 32, units: 1 },
} as const;

/** Batch normalisation adds this to a variance before it takes the root. */
export const EPSILON = 1e-3;

/** Multiply-adds of one prediction and the weights that it takes, once batch normalisation is folded away. */
export function networkSize(): { multiplyAdds: number; parameters: number } {
  let side = SIDE;
  const size = { multiplyAdds: 0, parameters: 0 };
  const add = (kernel: number, biases: number, places: number) => {
    size.multiplyAdds += places * kernel;
    size.parameters += kernel + biases;
  };
  for (const { inputs, filters, stride } of CONVOLUTIONS) {
    side = Math.ceil(side / stride);
    add(KERNEL * KERNEL * inputs * filters, filters, side * side);
  }
  for (const { inputs, units } of Object.values(DENSE)) add(inputs * units, units, 1);
  return size;
}
