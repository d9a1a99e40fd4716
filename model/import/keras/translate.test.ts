import { expect, test } from '@jest/globals';
import { KerasLayer, type JsonObject } from './layer.js';
import { translate } from './translate.js';

const layer = (className: string, settings: JsonObject = {}) =>
  new KerasLayer(className, 'it', settings, { version: '2', major: 2, backend: null, channelsFirst: false });
const sentence = (className: string, why: string): string => `layer ${className}: cannot be imported: ${why} (it).`;

test.each(['MyLayer', 'toString', '__proto__'])('a layer that is not known is refused by its name: %s', (className) => {
  expect(() => translate(layer(className))).toThrow(sentence(className, 'it is not known'));
});

test.each<[className: string, settings: JsonObject, why: string]>([
  ['Activation', { activation: 'my_function' }, 'the activation my_function is not known'],
  ['Activation', { activation: 'Custom>swoosh' }, 'the activation Custom>swoosh is not known'],
  ['Activation', { activation: 3 }, 'its activation makes no sense'],
  ['MaxPooling2D', { pool_size: [2, 0] }, 'its setting pool_size makes no sense'],
  ['MaxPooling2D', { padding: 'full' }, 'its setting padding makes no sense'],
  [
    'ZeroPadding2D',
    {
      padding: [
        [1, 1],
        [-1, 0],
      ],
    },
    'its setting padding makes no sense',
  ],
  [
    'Cropping2D',
    {
      cropping: [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
    },
    'its setting cropping makes no sense',
  ],
  ['Reshape', { target_shape: ['28'] }, 'its setting target_shape makes no sense'],
  ['Dense', { units: 1e12 }, 'its weights are not those that its settings tell of'],
  ['Conv2D', { filters: 1e9, kernel_size: 1e5 }, 'its weights are not those that its settings tell of'],
  ['Normalization', {}, 'it does not tell its mean'],
  ['Softmax', { axis: [1, 2] }, 'it goes along several axes'],
  ['TimeDistributed', { layer: { class_name: 'Conv2D', config: {} } }, 'not with Conv2D in it'],
  ['Bidirectional', { layer: { class_name: 'Dense', config: {} } }, 'what it holds is not known'],
])('%s with %j is refused, with the reason', (className, settings, why) => {
  expect(() => translate(layer(className, settings))).toThrow(sentence(className, why));
});

test('what stands in a layer is refused as it would be by itself', () => {
  const lambda = { class_name: 'Lambda', config: { name: 'inner' } };
  expect(() => translate(layer('Activation', { activation: lambda }))).toThrow(
    'layer Lambda: cannot be imported: it holds code',
  );
});

test('what is there for training alone does nothing', () => {
  const values = {} as Parameters<ReturnType<typeof translate>>[0];
  for (const className of ['Dropout', 'GaussianNoise', 'RandomRotation', 'RandomFlip']) {
    expect(translate(layer(className, { rate: 0.5 }))(values)).toBe(values);
  }
});
