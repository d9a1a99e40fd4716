import { expect, test } from '@jest/globals';
import type { Group } from 'h5wasm';
import type { Place } from '../keras/places.js';
import { Hdf5 } from './hdf5.js';
import { hdf5File, putNumber } from './test/hdf5-file.js';
import { hasPaths, weightsInPaths } from './weights-by-path.js';

/** A file with one number at each path. @param names those that groups tell of themselves */
async function numbersAt(values: Record<string, number>, names: Record<string, string> = {}): Promise<Hdf5> {
  const bytes = await hdf5File((root) => {
    for (const [path, value] of Object.entries(values)) putNumber(root, path, value);
    for (const [path, name] of Object.entries(names)) (root.get(path) as Group).create_attribute('name', name);
  });
  return Hdf5.open(bytes);
}

/** The weights of the layer of that class that is the `nth` of its kind, in models within one another. */
const found = (file: Hdf5, ...path: [className: string, nth: number, name?: string][]): number[] => {
  const places = path.map(([className, nth, name = 'nobody']): Place => ({ className, name, index: 0, nth }));
  return weightsInPaths(file)(places).flatMap(({ values }) => [...values]);
};

test('layers are counted among their kind, and numbers are no words', async () => {
  const paths = ['dense', 'dense_2', 'dense_10', 'dense_softmax', 'conv2d'].map((name) => `layers/${name}/vars/0`);
  const file = await numbersAt(Object.fromEntries(paths.map((path, at) => [path, at])));
  expect([0, 1, 2, 3].map((nth) => found(file, ['Dense', nth]))).toEqual([[0], [1], [2], []]);
  expect(found(file, ['Conv2D', 0])).toEqual([4]);
});

test('where groups tell the layers’ names, those count', async () => {
  const file = await numbersAt(
    { 'layers/dense/vars/0': 1, 'layers/dense_1/vars/0': 2 },
    { 'layers/dense/vars': 'last', 'layers/dense_1/vars': 'first' },
  );
  expect(found(file, ['Dense', 0, 'first'])).toEqual([2]);
  expect(found(file, ['Dense', 1, 'last'])).toEqual([1]);
});

test('weights come by number, those of a layer’s parts in the order of Keras', async () => {
  const values = Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`layers/dense/vars/${at}`, at]));
  const parts = {
    'layers/bidirectional/forward_layer/cell/vars/0': 1,
    'layers/bidirectional/backward_layer/cell/vars/0': 2,
  };
  const file = await numbersAt({ ...values, ...parts });
  expect(found(file, ['Dense', 0])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(found(file, ['Bidirectional', 0])).toEqual([1, 2]);
});

test('models within have layers of their own', async () => {
  const file = await numbersAt({ 'layers/functional/layers/dense/vars/0': 1, 'layers/dense/vars/0': 2 });
  expect(found(file, ['Functional', 0], ['Dense', 0])).toEqual([1]);
  expect(found(file, ['Functional', 1], ['Dense', 0])).toEqual([]);
});

test('TensorFlow 2.12 called the layers otherwise', async () => {
  const file = await numbersAt({ '_layer_checkpoint_dependencies/dense/vars/0': 1 });
  expect(hasPaths(file)).toBe(true);
  expect(found(file, ['Dense', 0])).toEqual([1]);
});

test('other files have no such paths', async () => {
  expect(hasPaths(await numbersAt({ 'model_weights/dense/vars/0': 1 }))).toBe(false);
});
