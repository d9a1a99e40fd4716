import { expect, test } from '@jest/globals';
import type { Place } from '../keras/places.js';
import { Hdf5 } from './hdf5.js';
import { hdf5File, putNumber } from './test/hdf5-file.js';
import { weightsInGroups, weightsNamed } from './weights-by-name.js';

const place = (name: string, index = 0): Place => ({
  ...{ name, index, nth: 0 },
  // What has no name goes by its class.
  className: name === 'Sequential' ? name : 'Dense',
});

/** A file with a group for each layer, in which each weight is its number. */
async function grouped(layers: Record<string, Record<string, number>>): Promise<Hdf5> {
  const bytes = await hdf5File((root) => {
    const weights = root.create_group('model_weights');
    weights.create_attribute('layer_names', Object.keys(layers));
    for (const [name, values] of Object.entries(layers)) {
      const group = weights.create_group(name);
      group.create_attribute('weight_names', Object.keys(values));
      for (const [path, value] of Object.entries(values)) putNumber(group, path, value);
    }
  });
  return Hdf5.open(bytes);
}

const numbers = (weights: { values: Float32Array }[]): number[] => weights.flatMap(({ values }) => [...values]);

test('a layer’s weights come in the order of its list, not of their names', async () => {
  const file = await grouped({ dense: { 'dense/kernel:0': 1, 'dense/bias:0': 2 }, other: { other_W: 3 } });
  const weightsAt = weightsInGroups(file, '/model_weights');
  expect(numbers(weightsAt([place('dense')]))).toEqual([1, 2]);
  expect(numbers(weightsAt([place('other')]))).toEqual([3]);
});

test('what is in a model within is told apart by its name', async () => {
  const file = await grouped({ inner: { 'a/kernel:0': 1, 'b/kernel:0': 2, c_W: 3 } });
  const weightsAt = weightsInGroups(file, '/model_weights');
  const within = (name: string): number[] => numbers(weightsAt([place('inner'), place(name)]));
  expect(['a', 'b', 'c', 'd'].map(within)).toEqual([[1], [2], [3], []]);
});

test('a model within that has no name is the one at its place', async () => {
  const file = await grouped({ first: { a_W: 1 }, second: { a_W: 2 } });
  expect(numbers(weightsInGroups(file, '/model_weights')([place('Sequential', 1), place('a')]))).toEqual([2]);
});

const weight = (value: number) => ({ shape: [1], values: Float32Array.of(value) });

test('without a file, names alone tell whose weights they are', () => {
  const weights = { 'dense/kernel': 1, 'dense/bias': 2, 'dense_1/kernel': 3, 'inner/last/kernel': 4 };
  const weightsAt = weightsNamed(new Map(Object.entries(weights).map(([name, value]) => [name, weight(value)])));
  expect(numbers(weightsAt([place('dense')]))).toEqual([1, 2]);
  expect(numbers(weightsAt([place('inner'), place('last')]))).toEqual([4]);
});

test('a weight that two layers could have is nobody’s', () => {
  // Layers conv and conv_1, whose weights were renamed because they had been built before.
  const weightsAt = weightsNamed(new Map(['conv_1/kernel', 'conv_1_1/kernel'].map((name) => [name, weight(1)])));
  weightsAt([place('conv')]);
  expect(() => weightsAt([place('conv_1')])).toThrow('There is no telling whose the weights conv_1/kernel are');
});
