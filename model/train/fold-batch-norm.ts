import { EPSILON } from './architecture.js';

/** A convolution's kernel [height, width, inputs, filters] and, one number a filter, its batch normalisation. */
export interface Normalised {
  kernel: Float32Array;
  scale: Float32Array;
  offset: Float32Array;
  mean: Float32Array;
  variance: Float32Array;
}

/**
 * A convolution that does alone what it did followed by batch normalisation. Once trained, that multiplies what a filter
 * finds by f = scale / √(variance + ε) and adds a constant, so kernel' = kernel · f and bias = offset − mean · f.
 */
export function foldBatchNorm(normalised: Normalised): { kernel: Float32Array; bias: Float32Array } {
  const { kernel, scale, offset, mean, variance } = normalised;
  const factors = scale.map((value, filter) => value / Math.sqrt(variance[filter]! + EPSILON));
  return {
    kernel: kernel.map((value, index) => value * factors[index % factors.length]!),
    bias: offset.map((value, filter) => value - mean[filter]! * factors[filter]!),
  };
}
