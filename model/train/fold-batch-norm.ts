import { EPSILON } from './batch-norm.js';
import type { Weights } from './network.js';
import { type Tensor, tf } from './tensorflow.js';

/**
 * A convolution that does alone what it did followed by batch normalisation. Once trained, that is a multiplication by
 * f = scale / √(variance + ε) and an addition for each filter, so kernel' = kernel · f and bias = offset − mean · f.
 * @param name the convolution's
 * @returns kernel [height, width, inputs, filters] and bias [filters]
 */
export function foldBatchNorm(weights: Weights, name: string): [kernel: Tensor, bias: Tensor] {
  return tf.tidy(() => {
    const factor = weights[`${name}/scale`]!.div(weights[`${name}/variance`]!.add(EPSILON).sqrt());
    const kernel = weights[`${name}/kernel`]!.mul(factor);
    const bias = weights[`${name}/offset`]!.sub(weights[`${name}/mean`]!.mul(factor));
    return [kernel, bias];
  });
}
