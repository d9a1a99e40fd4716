import { expect, test } from '@jest/globals';
import { snakeCase } from './naming.js';

// As Keras' own files name the groups of these layers.
test.each([
  ['Dense', 'dense'],
  ['Conv2D', 'conv2d'],
  ['Conv2DTranspose', 'conv2d_transpose'],
  ['DepthwiseConv2D', 'depthwise_conv2d'],
  ['SeparableConv1D', 'separable_conv1d'],
  ['BatchNormalization', 'batch_normalization'],
  ['PReLU', 'p_re_lu'],
  ['LeakyReLU', 'leaky_re_lu'],
  ['ELU', 'elu'],
  ['LSTM', 'lstm'],
  ['SimpleRNN', 'simple_rnn'],
  ['MaxPooling2D', 'max_pooling2d'],
  ['GlobalAveragePooling2D', 'global_average_pooling2d'],
])('%s is %s', (className, name) => {
  expect(snakeCase(className)).toBe(name);
});
