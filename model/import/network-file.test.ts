import { beforeAll, expect, test } from '@jest/globals';
import { openEngine } from '#engine';
import type { Json, JsonObject } from './keras/layer.js';
import { networkIn } from './network-file.js';

beforeAll(() => openEngine('wasm'));

const layer = (className: string, config: JsonObject): JsonObject => ({ class_name: className, config });
const file = (...layers: JsonObject[]) => ({
  format: 'Keras 3.4.1, .keras',
  model: {
    architecture: layer('Sequential', { layers: layers as Json }),
    era: { version: '3.4.1', major: 3, backend: null, channelsFirst: false },
    weightsAt: () => [],
  },
});
const NOTHING_ASKED = { size: undefined, kind: undefined };

test('of a model of layers all is told that its file tells', async () => {
  const { artifacts, ...told } = await networkIn(
    file(
      layer('InputLayer', { batch_shape: [null, 4, 4, 3] }),
      layer('Rescaling', { scale: 1 / 127.5, offset: -1 }),
      layer('GlobalAveragePooling2D', {}),
      layer('Softmax', {}),
    ),
    NOTHING_ASKED,
  );
  expect(told).toMatchObject({
    format: 'layers-model',
    source: 'Keras 3.4.1, .keras',
    outputs: 3,
    kind: 'probabilities',
  });
  expect(told).toMatchObject({ picture: { height: 4, width: 4, channels: 3 }, range: [0, 255], layers: 4 });
  expect(artifacts.weightSpecs).toEqual([]);
});

test('a convolution within tells which way round the input lies', async () => {
  const pooling = layer('MaxPooling2D', { data_format: 'channels_first' });
  const { picture } = await networkIn(
    file(layer('InputLayer', { batch_shape: [null, 3, 4, 3] }), pooling, layer('GlobalAveragePooling2D', {})),
    NOTHING_ASKED,
  );
  expect(picture).toEqual({ height: 4, width: 3, channels: 3, shape: [3, 4, 3], channelsFirst: true });
});

test('a model with two inputs is refused', async () => {
  const input = (name: string): JsonObject => ({ ...layer('InputLayer', { name, batch_shape: [null, 4] }), name });
  const architecture = layer('Functional', {
    layers: [input('a'), input('b')],
    input_layers: [
      ['a', 0, 0],
      ['b', 0, 0],
    ],
  });
  const two = { ...file(), model: { ...file().model, architecture } };
  await expect(networkIn(two, NOTHING_ASKED)).rejects.toThrow(
    'The model has 2 inputs, and can only be served with one.',
  );
});
