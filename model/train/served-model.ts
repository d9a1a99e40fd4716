import { foldBatchNorm } from './fold-batch-norm.js';
import { CLASSES, CONVOLUTIONS, KERNEL, type Weights } from './network.js';
import { SIDE } from './picture.js';
import { type LayersModel, tf } from './tensorflow.js';

/**
 * The network as it is served: pictures [images, 28, 28, 1] in, probabilities [images, 10] out, batch normalisation
 * folded into the convolutions. Dispose of it after use.
 */
export function servedModel(weights: Weights): LayersModel {
  const model = tf.sequential({ name: 'digits' });
  for (const [index, { name, filters, stride }] of CONVOLUTIONS.entries()) {
    const shape = index === 0 ? { inputShape: [SIDE, SIDE, 1] } : {};
    const convolution = { name, filters, kernelSize: KERNEL, strides: stride, padding: 'same', activation: 'relu' } as const;
    model.add(tf.layers.conv2d({ ...convolution, ...shape }));
  }
  model.add(tf.layers.globalAveragePooling2d({ name: 'mean', dataFormat: 'channelsLast' }));
  model.add(tf.layers.dense({ name: 'dense', units: CLASSES, activation: 'softmax' }));
  tf.tidy(() => {
    const folded = CONVOLUTIONS.flatMap(({ name }) => foldBatchNorm(weights, name));
    model.setWeights([...folded, weights['dense/kernel']!, weights['dense/bias']!]);
  });
  return model;
}
