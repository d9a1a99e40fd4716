import { expect, test } from '@jest/globals';
import { inputShapesOf } from './input-shape.js';
import type { Json, JsonObject } from './layer.js';

const layer = (className: string, config: JsonObject, more: JsonObject = {}): JsonObject => ({
  class_name: className,
  config,
  ...more,
});
const plain = layer('Dense', { units: 2 });
const sequential = (...layers: JsonObject[]): JsonObject => layer('Sequential', { layers });
const input = (name: string, shape: Json): JsonObject => layer('InputLayer', { name, batch_shape: shape }, { name });
const functional = (inputs: Json, ...layers: JsonObject[]): JsonObject =>
  layer('Functional', { layers, input_layers: inputs });

test.each<[told: string, model: JsonObject]>([
  ['by an input layer of Keras 3', sequential(input('x', [null, 28, 28, 1]), plain)],
  ['by an input layer of Keras 2', sequential(layer('InputLayer', { batch_input_shape: [32, 28, 28, 1] }), plain)],
  ['by the first layer', sequential(layer('Conv2D', { batch_input_shape: [null, 28, 28, 1] }), plain)],
  [
    'by a layer in a list that is all of the model',
    layer('Sequential', [layer('Conv2D', { batch_input_shape: [null, 28, 28, 1] })] as unknown as JsonObject),
  ],
  ['by the model itself', layer('Sequential', { layers: [plain], build_input_shape: [null, 28, 28, 1] })],
  ['by how the model was built', { ...sequential(plain), build_config: { input_shape: [null, 28, 28, 1] } }],
  ['by a model within', sequential(functional(['x', 0, 0], input('x', [null, 28, 28, 1])), plain)],
  [
    'by the functional model’s input, though it comes last',
    functional([['x', 0, 0]], layer('Conv2D', { batch_input_shape: [null, 3] }), input('x', [null, 28, 28, 1])),
  ],
])('a model’s input is told %s', (_, model) => {
  expect(inputShapesOf(model)).toEqual([[28, 28, 1]]);
});

test('every input has its shape, in the order in which the model takes them', () => {
  const model = functional(
    [
      ['b', 0, 0],
      ['a', 0, 0],
    ],
    input('a', [null, 4]),
    input('b', [null, 2, null]),
  );
  expect(inputShapesOf(model)).toEqual([[2, null], [4]]);
});

test('nobody may tell', () => {
  expect(inputShapesOf(sequential(plain))).toEqual([]);
  expect(inputShapesOf(sequential(layer('Dense', { batch_input_shape: ['28'] })))).toEqual([]);
});
