import { expect, test } from '@jest/globals';
import { Archive } from './archive.js';
import { eraOf, readArchive, readHdf5 } from './keras-files.js';
import { hdf5File, putNumber } from './test/hdf5-file.js';
import { zipFile } from './test/zip-file.js';

const MODEL = { class_name: 'Sequential', config: { layers: [{ class_name: 'Dense', config: { name: 'd' } }] } };
const PATH = [{ name: 'd', className: 'Dense', index: 0, nth: 0 }];

type Fill = Parameters<typeof hdf5File>[0];

/** A file of weights as Keras 2 wrote them. */
const weights: Fill = (root) => {
  root.create_attribute('layer_names', ['d']);
  const group = root.create_group('d');
  group.create_attribute('weight_names', ['d/kernel:0']);
  putNumber(group, 'd/kernel:0', 7);
};
/** A file of weights as Keras 3 writes them. */
const paths: Fill = (root) => putNumber(root, 'layers/dense/vars/0', 7);
const archive = async (files: Parameters<typeof zipFile>[0]) => readArchive(await Archive.open(await zipFile(files)));

test('a whole model in HDF5 tells its era, and has its weights in a group', async () => {
  const bytes = await hdf5File((root) => {
    root.create_attribute('model_config', JSON.stringify(MODEL));
    root.create_attribute('keras_version', '2.2.4');
    root.create_attribute('backend', 'theano');
    weights(root.create_group('model_weights'));
  });
  const { model, format } = await readHdf5(bytes, null);
  expect(format).toBe('Keras 2.2.4, HDF5');
  expect(model.era).toEqual({ version: '2.2.4', major: 2, backend: 'theano', channelsFirst: false });
  expect(model.architecture).toEqual(MODEL);
  expect(model.weightsAt(PATH)).toEqual([{ shape: [1], values: Float32Array.of(7) }]);
});

test.each([
  ['Keras 2', weights],
  ['Keras 3', paths],
])(
  'weights alone as %s wrote them want their architecture, as to_json() writes it or without its wrapping',
  async (_, fill) => {
    const bytes = await hdf5File(fill);
    for (const told of [MODEL, { model_config: MODEL, keras_version: '2.15.0' }]) {
      const { model } = await readHdf5(bytes, told);
      expect(model.architecture).toEqual(MODEL);
      expect(model.weightsAt(PATH)).toEqual([{ shape: [1], values: Float32Array.of(7) }]);
    }
    await expect(readHdf5(bytes, null)).rejects.toThrow('say --architecture FILE.json, too');
  },
);

test('an archive of Keras 3 is its configuration and its weights; who wrote it may be missing', async () => {
  const files = { 'config.json': JSON.stringify(MODEL), 'model.weights.h5': await hdf5File(paths) };
  const { model, format } = await archive({ ...files, 'metadata.json': '{"keras_version": "3.4.1"}' });
  expect(format).toBe('Keras 3.4.1, .keras');
  expect(model.era.major).toBe(3);
  expect(model.weightsAt(PATH)).toEqual([{ shape: [1], values: Float32Array.of(7) }]);
  expect((await archive(files)).model.architecture).toEqual(MODEL);
});

test.each<[what: string, fill: Fill, sentence: string]>([
  [
    'HDF5 without a model',
    (root) => root.create_dataset({ name: 'd', data: [1] }),
    'The HDF5 file holds no Keras model.',
  ],
  [
    'a configuration that is cut short',
    (root) => {
      weights(root);
      root.create_attribute('model_config', JSON.stringify(MODEL).slice(0, -1));
    },
    'The file is damaged or incomplete (model_config).',
  ],
  [
    'a class of somebody’s own',
    (root) => {
      weights(root);
      root.create_attribute('model_config', '{"class_name": "MyModel", "config": {"layers": []}}');
    },
    'model MyModel: cannot be imported: a class of somebody’s own made it',
  ],
])('%s is refused', async (_, fill, sentence) => {
  await expect(readHdf5(await hdf5File(fill), null)).rejects.toThrow(sentence);
});

test.each([
  ['saved/saved_model.pb', 'a TensorFlow SavedModel: convert it'],
  ['archive/data.pkl', 'a PyTorch model, a pickle that holds code'],
  ['kernel.npy', 'a NumPy model: import the whole model'],
  ['photo.png', 'a zip without a Keras model'],
])('a zip with %s is told for what it is', async (name, sentence) => {
  await expect(archive({ [name]: 'x' })).rejects.toThrow(sentence);
});

test('what the era is', () => {
  const th = { config: [{ config: { dim_ordering: 'th' } }] };
  expect(eraOf('3.0.5-dev', undefined, {})).toMatchObject({ major: 3, backend: null });
  expect(eraOf(undefined, undefined, {})).toMatchObject({ major: 1 });
  // As Keras 3's to_json() writes it.
  expect(eraOf(undefined, undefined, { module: 'keras', ...MODEL })).toMatchObject({ major: 3 });
  expect(eraOf('1.2.2', 'theano', th)).toMatchObject({ major: 1, channelsFirst: true });
  expect(eraOf('2.0.0', 'theano', th)).toMatchObject({ major: 2, channelsFirst: false });
});
