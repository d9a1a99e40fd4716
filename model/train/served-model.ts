import { CLASSES, CONVOLUTIONS, KERNEL } from './architecture.js';
import { foldBatchNorm } from './fold-batch-norm.js';
import type { Weights } from './network.js';
import { SIDE } from './picture.js';
import { type LayersModel, type Tensor, tf } from './tensorflow.js';

/**
 * The network as it is served: pictures [images, 28, 28, 1] in, probabilities [images, 10] out, batch normalisation
 * folded into the convolutions. Dispose of it after use.
 */
export function servedModel(weights: Weights): LayersModel {
  const model = tf.sequential({ name: 'digits' });
  for (const [index, { name, filters, stride }] of CONVOLUTIONS.entries()) {
    const shape = { kernelSize: KERNEL, strides: stride, padding: 'same' } as const;
    const input = index === 0 ? { inputShape: [SIDE, SIDE, 1] } : {};
    model.add(tf.layers.conv2d({ name, filters, activation: 'relu', ...shape, ...input }));
  }
  model.add(tf.layers.globalAveragePooling2d({ name: 'mean', dataFormat: 'channelsLast' }));
  model.add(tf.layers.dense({ name: 'dense', units: CLASSES, activation: 'softmax' }));
  tf.tidy(() => {
    const convolutions = CONVOLUTIONS.flatMap(({ name }) => folded(weights, name));
    model.setWeights([...convolutions, weights['dense/kernel']!, weights['dense/bias']!]);
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
