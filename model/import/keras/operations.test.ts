import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import { input, model } from '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from '@jest/globals';
import { openEngine } from '#engine';
import { KerasLayer, type Json, type JsonObject } from './layer.js';
import { isOperation, operation } from './operations.js';

beforeAll(() => openEngine('wasm'));

/** What an operation of that name, called so, makes of 6, and of 3 where it takes two. */
function made(className: string, call: Json, settings: JsonObject = {}, inputs = 1): number {
  const era = { version: '3', major: 3, backend: null, channelsFirst: false };
  const step = operation(new KerasLayer(className, 'op', settings, era), call);
  const given = Array.from({ length: inputs }, () => input({ shape: [1] }));
  const network = model({ inputs: given, outputs: step(...given) });
  return (network.predict([tensor([[6]]), tensor([[3]])].slice(0, inputs)) as Tensor).dataSync()[0]!;
}

const x: Json = { class_name: '__keras_tensor__', config: { keras_history: ['x', 0, 0] } };
const y: Json = { class_name: '__keras_tensor__', config: { keras_history: ['y', 0, 0] } };

test.each([
  ['Add', 6 + 4],
  ['Subtract', 6 - 4],
  ['Multiply', 6 * 4],
  ['TrueDivide', 6 / 4],
])('%s with a number, in the words of Keras 3', (name, result) => {
  expect(made(name, { args: [x, 4], kwargs: {} })).toBeCloseTo(result, 6);
});

test.each([
  ['__operators__.add', 6 + 4],
  ['math.subtract', 6 - 4],
  ['math.multiply', 6 * 4],
  ['math.truediv', 6 / 4],
])('%s with a number, in the words of tf.keras', (name, result) => {
  expect(made('TFOpLambda', ['x', 0, 0, { y: 4, name: null }], { function: name })).toBeCloseTo(result, 6);
});

test.each([
  ['Add', 9],
  ['Subtract', 3],
  ['Multiply', 18],
])('%s of two tensors', (name, result) => {
  expect(made(name, { args: [x, y], kwargs: {} }, {}, 2)).toBe(result);
});

test.each<[what: string, className: string, call: Json]>([
  ['one that is not known', 'Sin', { args: [x], kwargs: {} }],
  ['a number less a tensor', 'Subtract', { args: [1, x], kwargs: {} }],
  ['a quotient of tensors', 'Divide', { args: [x, y], kwargs: {} }],
])('%s is refused by its name', (_, className, call) => {
  expect(() => made(className, call)).toThrow(`cannot be imported: it is the single operation ${className} (op).`);
});

test('the constant of tf.keras is no tensor: 1 − x is refused', () => {
  const call = ['_CONSTANT_VALUE', -1, 1, { y: ['x', 0, 0], name: null }];
  expect(() => made('TFOpLambda', call, { function: 'math.subtract' })).toThrow(
    'it is the single operation math.subtract',
  );
});

test('operations are told from layers by where they come from, or by a number that they are called with', () => {
  const called = (call: Json): JsonObject => ({ class_name: 'Add', inbound_nodes: [call] });
  expect(isOperation({ class_name: 'TFOpLambda' })).toBe(true);
  expect(isOperation({ class_name: 'Add', module: 'keras.src.ops.numpy' })).toBe(true);
  expect(isOperation(called({ args: [x, 4], kwargs: {} }))).toBe(true);
  expect(isOperation(called({ args: [[x, y]], kwargs: {} }))).toBe(false);
  expect(isOperation({ class_name: 'Add', module: 'keras.layers' })).toBe(false);
});
