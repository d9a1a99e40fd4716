import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from '@jest/globals';
import { openEngine } from '#engine';
import type { Json, JsonObject } from '../keras/layer.js';
import { layersNetwork } from './layers-network.js';
import type { OutputKind } from './outputs.js';
import { pictureShape } from './picture-shape.js';

beforeAll(() => openEngine('wasm'));

const layer = (className: string, config: JsonObject = {}): JsonObject => ({ class_name: className, config });

/** A model of these layers that takes pictures of such a shape; `kernel` is that of its dense layer. */
function served(shape: number[], layers: JsonObject[], kernel: number[] = [], told?: OutputKind) {
  const units = Number(layers.find(({ class_name: name }) => name === 'Dense')?.['config']?.['units' as never]);
  const weight = { shape: [kernel.length / units, units], values: Float32Array.from(kernel) };
  const keras = {
    architecture: { class_name: 'Sequential', config: layers as Json },
    era: { version: '2.15.0', major: 2, backend: null, channelsFirst: false },
    weightsAt: ([place]: { className: string }[]) => (place!.className === 'Dense' ? [weight] : []),
  };
  return layersNetwork(keras, pictureShape(shape, undefined, undefined), told);
}

/** What a network makes of one picture. */
function answer({ network }: ReturnType<typeof served>, picture: number[]): number[] {
  const sides = network.inputs[0]!.shape.slice(1) as number[];
  return [...(network.predict(tensor(picture, [1, ...sides])) as Tensor).dataSync()];
}

const dense = (units: number, activation = 'linear') => layer('Dense', { units, use_bias: false, activation });

test('every model takes pictures, whatever shape its own input has', () => {
  for (const shape of [[4], [2, 2], [2, 2, 1], [1, 2, 2]]) {
    const found = served(shape, [layer('Flatten'), dense(2)], [1, 0, 0, 1, 0, 0, 0, 0], 'probabilities');
    expect(found.network.inputs[0]!.shape).toEqual([null, 2, 2, 1]);
    expect(answer(found, [5, 6, 7, 8])).toEqual([5, 6]);
  }
});

test('a model that wants channels first is given them first', () => {
  const reds = Array.from({ length: 12 }, (_, at) => Number(at < 4));
  const blues = Array.from({ length: 12 }, (_, at) => Number(at >= 8));
  const kernel = reds.flatMap((red, at) => [red, blues[at]!]);
  const found = served([3, 2, 2], [layer('Flatten'), dense(2)], kernel, 'probabilities');
  const picture = [1, 10, 100, 2, 20, 200, 3, 30, 300, 4, 40, 400];
  expect(answer(found, picture)).toEqual([1 + 2 + 3 + 4, 1000]);
});

test('logits are made probabilities: of several by softmax, of one alone by sigmoid', () => {
  const two = served([1, 2], [dense(2)], [1, 0, 0, 1]);
  expect(two).toMatchObject({ outputs: 2, kind: 'logits' });
  expect(answer(two, [0, 0])).toEqual([0.5, 0.5]);
  const one = served([1, 2], [dense(1)], [1, 1]);
  expect(one).toMatchObject({ outputs: 1, kind: 'logits' });
  expect(answer(one, [1, 1])[0]).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
});

test('probabilities stay as they are, and so does what somebody says to be such', () => {
  const found = served([1, 2], [dense(2, 'sigmoid')], [0, 0, 0, 0]);
  expect(found.kind).toBe('probabilities');
  expect(answer(found, [1, 1])).toEqual([0.5, 0.5]);
  expect(answer(served([1, 2], [dense(2)], [1, 0, 0, 1], 'probabilities'), [3, 4])).toEqual([3, 4]);
  const logits = served([1, 2], [dense(2, 'sigmoid')], [0, 0, 0, 0], 'logits');
  expect(logits.kind).toBe('logits');
});

test('answers may lie along any one dimension', () => {
  const found = served([1, 1, 3], [dense(2, 'softmax')], [0, 0, 0, 0, 0, 0]);
  expect(found.outputs).toBe(2);
  expect(answer(found, [1, 2, 3])).toEqual([0.5, 0.5]);
});

test('a model that answers with a picture is refused', () => {
  expect(() => served([4, 5, 1], [layer('Dropout')])).toThrow('The model answers with 4×5×1 numbers a picture');
});

test('a model that makes more values of a picture than memory holds is refused before it runs', () => {
  const huge = layer('UpSampling2D', { size: 4000 });
  const layers = [huge, layer('GlobalAveragePooling2D')];
  expect(() => served([1, 1, 3], layers)).toThrow('The model makes too many values of one picture.');
});
