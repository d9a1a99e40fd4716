import { input, layers, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from '@jest/globals';
import { formula, openEngine } from '#engine';
import { outputKindOf } from './outputs.js';

beforeAll(() => openEngine('wasm'));

type Layer = layers.Layer;
const after = (...steps: Layer[]): SymbolicTensor =>
  steps.reduce<SymbolicTensor>((given, step) => step.apply(given) as SymbolicTensor, input({ shape: [4, 4, 2] }));

const conv = (activation?: 'softmax' | 'relu'): Layer =>
  layers.conv2d({ filters: 2, kernelSize: 1, ...(activation && { activation }) });

test.each<[what: string, values: () => SymbolicTensor]>([
  ['a layer with softmax', () => after(conv('softmax'))],
  ['softmax as a layer', () => after(conv(), layers.activation({ activation: 'softmax' }))],
  ['sigmoid', () => after(conv(), layers.activation({ activation: 'sigmoid' }))],
  ['the sigmoids of straight lines', () => after(conv(), layers.activation({ activation: 'hardSigmoid' }))],
  ['that of Keras 3', () => after(formula('hardsigmoid'))],
  ['probabilities, flattened', () => after(conv('softmax'), layers.flatten())],
  ['the mean of probabilities', () => after(conv('softmax'), layers.globalAveragePooling2d({}))],
  [
    'the mean of several models',
    () => layers.average().apply([after(conv('softmax')), after(conv('softmax'))]) as SymbolicTensor,
  ],
])('%s gives probabilities', (_, values) => {
  expect(outputKindOf(values())).toBe('probabilities');
});

test.each<[what: string, values: () => SymbolicTensor]>([
  ['a layer without activation', () => after(conv())],
  ['one with another', () => after(conv('relu'))],
  ['a formula', () => after(formula('exponential'))],
  ['what is computed from probabilities', () => after(conv('softmax'), conv())],
  [
    'the mean of probabilities and others',
    () => layers.average().apply([after(conv('softmax')), after(conv())]) as SymbolicTensor,
  ],
  ['a picture itself, in another shape', () => after(layers.flatten())],
])('%s does not', (_, values) => {
  expect(outputKindOf(values())).toBe('logits');
});
