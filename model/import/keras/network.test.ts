import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import { input, model as tfModel } from '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from '@jest/globals';
import { openEngine } from '#engine';
import type { Era, Json, JsonObject } from './layer.js';
import { networkOf } from './network.js';
import type { Place } from './places.js';

beforeAll(() => openEngine('wasm'));

const ERA: Era = { version: '2.15.0', major: 2, backend: 'tensorflow', channelsFirst: false };

/** A layer that multiplies one number by what {@link FACTORS} has for its name. */
const times = (name: string, ...inbound: Json[]): JsonObject => ({
  class_name: 'Dense',
  name,
  config: { name, units: 1, use_bias: false },
  inbound_nodes: inbound,
});
const FACTORS: Record<string, number> = { double: 2, triple: 3, seven: 7 };

const given = (name: string): JsonObject => ({ class_name: 'InputLayer', name, config: { name }, inbound_nodes: [] });
const from = (layer: string, call = 0): Json[] => [layer, call, 0, {}];

const sequential = (...layers: JsonObject[]): JsonObject => ({ class_name: 'Sequential', config: layers });
const functional = (output: Json, ...layers: JsonObject[]): JsonObject => ({
  class_name: 'Functional',
  config: { layers, input_layers: [['x', 0, 0]], output_layers: [output] },
});

/** What a model makes of 1, and the places whose weights it asked for. */
function run(architecture: JsonObject) {
  const places: Place[][] = [];
  const weightsAt = (path: Place[]) => {
    places.push(path);
    const factor = FACTORS[path.at(-1)!.name];
    return factor === undefined ? [] : [{ shape: [1, 1], values: Float32Array.of(factor) }];
  };
  const start = input({ shape: [1] });
  const network = tfModel({ inputs: start, outputs: networkOf({ architecture, era: ERA, weightsAt })(start) });
  const answer = (network.predict(tensor([[1]])) as Tensor).dataSync()[0];
  return { answer, places };
}

test('the layers of a sequential model follow one another, and places count no input layers', () => {
  const inner = { ...sequential(given('y'), times('seven')), name: 'inner' };
  const { answer, places } = run(sequential(times('double'), given('x'), inner, times('triple')));
  expect(answer).toBe(42);
  expect(places.map((path) => path.map(({ name, index, nth }) => `${name} ${index} ${nth}`))).toEqual([
    ['double 0 0'],
    ['inner 1 0', 'seven 0 0'],
    ['triple 2 1'],
  ]);
});

test('models within are told apart where, as in Keras 1, they have no names', () => {
  expect(run(sequential(sequential(times('double')), sequential(times('triple')))).answer).toBe(6);
});

test('a layer that is called twice has its weights once, and each call its own input', () => {
  const shared = times('double', [from('x')], [from('double')]);
  const add = { class_name: 'Add', name: 'add', config: {}, inbound_nodes: [[from('double'), from('double', 1)]] };
  const { answer, places } = run(functional(from('add'), given('x'), add, shared));
  expect(answer).toBe(2 + 4);
  expect(places.map(([place]) => place!.name)).toEqual(['add', 'double']);
});

test.each([0, 1])('a model within counts its calls from %i', (first) => {
  const inner = functional(from('triple'), given('x'), times('triple', [from('x')]));
  const shared = { ...inner, name: 'inner', inbound_nodes: [[from('x')], [from('double')]] };
  const double = times('double', [from('inner', first)]);
  expect(run(functional(from('inner', first + 1), given('x'), shared, double)).answer).toBe(18);
});

test.each<[what: string, model: JsonObject]>([
  ['a layer that waits for itself', functional(from('double'), given('x'), times('double', [from('double')]))],
  [
    'layers that wait for one another',
    functional(from('double'), given('x'), times('double', [from('triple')]), times('triple', [from('double')])),
  ],
  ['an input that is not there', functional(from('double'), given('x'), times('double', [from('y')]))],
  [
    'a call that is not there',
    functional(
      from('triple'),
      given('x'),
      times('triple', [from('double'), from('double', 1)]),
      times('double', [from('x')]),
    ),
  ],
  ['a second output of a layer', functional(['double', 0, 1], given('x'), times('double', [from('x')]))],
  ['a list of no layers', { class_name: 'Sequential', config: { layers: ['double'] } }],
])('%s is refused', (_, model) => {
  expect(() => run(model)).toThrow('The model’s architecture makes no sense');
});

test('a layer that is called as in training is refused by its name', () => {
  const noisy = {
    class_name: 'Dropout',
    name: 'noisy',
    config: {},
    inbound_nodes: [[['x', 0, 0, { training: true }]]],
  };
  expect(() => run(functional(from('noisy'), given('x'), noisy))).toThrow(
    'layer noisy: cannot be imported: it is used',
  );
});

test('a model with several outputs is refused', () => {
  const model = functional(from('double'), given('x'), times('double', [from('x')]), times('triple', [from('x')]));
  (model['config'] as JsonObject)['output_layers'] = [from('double'), from('triple')];
  expect(() => run(model)).toThrow('The model has 2 outputs');
});

test('weights that do not fit a layer’s settings are refused by its name', () => {
  const wide = { class_name: 'Dense', config: { name: 'double', units: 2, use_bias: false } };
  expect(() => run(sequential(wide))).toThrow(/^capa Dense: .+ \/ layer Dense: .+weights.+\(double\)\.$/);
});
