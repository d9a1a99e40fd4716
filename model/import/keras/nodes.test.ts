import { expect, test } from '@jest/globals';
import type { Json } from './layer.js';
import { isTraining, referencesIn } from './nodes.js';

const tensor = (...history: Json[]): Json => ({
  class_name: '__keras_tensor__',
  config: { shape: [null, 3], dtype: 'float32', keras_history: history },
});

test.each<[written: string, json: Json | undefined, references: string[]]>([
  ['one output alone, as Keras 3 does', ['dense', 0, 0], ['dense 0 0']],
  [
    'a call of Keras 2',
    [
      ['x', 0, 0, {}],
      ['dense', 1, 2, { training: false }],
    ],
    ['x 0 0', 'dense 1 2'],
  ],
  ['several calls', [[['x', 0, 0]], [['dense', 0, 0]]], ['x 0 0', 'dense 0 0']],
  ['by name', { image: ['x', 0, 0] }, ['x 0 0']],
  ['a call of Keras 3', { args: [[tensor('a', 0, 0), tensor('b', 0, 1)]], kwargs: { mask: null } }, ['a 0 0', 'b 0 1']],
  ['what is no reference', [['x', 0], 'x', 1, null, { name: 'x' }], []],
  ['nothing', undefined, []],
])('references are read where they are written: %s', (_, json, references) => {
  expect(referencesIn(json).map(({ layer, call, output }) => `${layer} ${call} ${output}`)).toEqual(references);
});

test('a call is one of training where it says so, however deep', () => {
  expect(isTraining([['x', 0, 0, { training: true }]])).toBe(true);
  expect(isTraining({ args: [tensor('x', 0, 0)], kwargs: { training: true } })).toBe(true);
  expect(isTraining([['x', 0, 0, { training: false }]])).toBe(false);
  expect(isTraining({ args: [tensor('x', 0, 0)], kwargs: { training: null } })).toBe(false);
});
