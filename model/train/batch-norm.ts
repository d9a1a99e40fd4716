import { EPSILON } from './architecture.js';
import { nativeBackend, type Tensor, type Tensor1D, type Tensor4D, tf } from './tensorflow.js';

/** What one batch looked like, channel by channel. */
export type Statistics = (mean: Tensor1D, variance: Tensor1D) => void;

/**
 * Batch normalisation as training needs it (Ioffe and Szegedy, 2015), by TensorFlow's own fused operation and its
 * gradient: TF.js would put both together from a dozen small ones, and training would take three times as long.
 * @param input [images, height, width, channels]
 * @param scale what each normalised channel is multiplied by
 * @param offset what is added to it then
 * @param seen is told the batch's mean and variance
 */
export function batchNorm(input: Tensor4D, scale: Tensor1D, offset: Tensor1D, seen: Statistics): Tensor4D {
  const normalise = tf.customGrad((...args) => {
    const [x, gamma, beta, save] = args as unknown as [Tensor, Tensor, Tensor, (saved: Tensor[]) => void];
    const none = tf.tensor1d([]);
    const [value, mean, variance, ...reserved] = nativeBackend().executeMultipleOutputs(
      'FusedBatchNormV3',
      attributes(),
      [x, gamma, beta, none, none],
      6,
    );
    seen(mean as Tensor1D, variance as Tensor1D);
    save([x, gamma, ...reserved]);
    const gradFunc = (change: Tensor, saved: Tensor[]) =>
      nativeBackend()
        .executeMultipleOutputs('FusedBatchNormGradV3', attributes(), [change, ...saved], 5)
        .slice(0, 3);
    return { value: value!, gradFunc };
  });
  return normalise(input, scale, offset) as Tensor4D;
}

function attributes() {
  const { binding } = nativeBackend();
  return [
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'U', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    { name: 'epsilon', type: binding.TF_ATTR_FLOAT, value: EPSILON },
    { name: 'data_format', type: binding.TF_ATTR_STRING, value: 'NHWC' },
    { name: 'is_training', type: binding.TF_ATTR_BOOL, value: true },
  ];
}
