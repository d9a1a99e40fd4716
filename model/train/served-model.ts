import { CONVOLUTIONS, DENSE, KERNEL } from './architecture.js';
import { foldBatchNorm } from './fold-batch-norm.js';
import type { Weights } from './network.js';
import { SIDE } from './picture.js';
import { type LayersModel, type SymbolicTensor, type Tensor, tf } from './tensorflow.js';

/**
 * The network as it is served: pictures [images, 28, 28, 1] in, [images, 11] out: ten probabilities, then how surely it
 * is a digit at all. Batch normalisation is folded into the convolutions. Dispose of it after use.
 * @param temperature what goes into softmax is divided by it, so that probabilities are as sure as they may be
 */
export function servedModel(weights: Weights, temperature = 1): LayersModel {
  const input = tf.input({ shape: [SIDE, SIDE, 1] });
  const convolved = CONVOLUTIONS.reduce((given, { name, filters, stride }) => {
    const shape = { kernelSize: KERNEL, strides: stride, padding: 'same' } as const;
    return tf.layers.conv2d({ name, filters, activation: 'relu', ...shape }).apply(given) as SymbolicTensor;
  }, input);
  const mean = tf.layers.globalAveragePooling2d({ name: 'mean', dataFormat: 'channelsLast' });
  const features = mean.apply(convolved) as SymbolicTensor;
  const dense = (given: SymbolicTensor, name: keyof typeof DENSE, activation: 'relu' | 'sigmoid' | 'softmax') =>
    tf.layers.dense({ name, units: DENSE[name].units, activation }).apply(given) as SymbolicTensor;
  const digits = dense(features, 'dense', 'softmax');
  const score = dense(dense(features, 'hidden', 'relu'), 'score', 'sigmoid');
  const outputs = tf.layers.concatenate({ name: 'outputs' }).apply([digits, score]) as SymbolicTensor;
  const model = tf.model({ name: 'digits', inputs: input, outputs });
  tf.tidy(() => {
    for (const { name } of CONVOLUTIONS) model.getLayer(name).setWeights(folded(weights, name));
    for (const name of Object.keys(DENSE)) {
      const sharpness = name === 'dense' ? 1 / temperature : 1;
      const parts = [weights[`${name}/kernel`]!, weights[`${name}/bias`]!];
      model.getLayer(name).setWeights(parts.map((part) => part.mul(sharpness)));
    }
  });
  return model;
}

function folded(weights: Weights, name: string): Tensor[] {
  const values = (part: string) => weights[`${name}/${part}`]!.dataSync<'float32'>();
  const { kernel, bias } = foldBatchNorm({
    kernel: values('kernel'),
    scale: values('scale'),
    offset: values('offset'),
    mean: values('mean'),
    variance: values('variance'),
  });
  return [tf.tensor(kernel, weights[`${name}/kernel`]!.shape), tf.tensor1d(bias)];
}
