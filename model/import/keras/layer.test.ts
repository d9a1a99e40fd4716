import { expect, test } from '@jest/globals';
import { BadUsage } from '../../bad-usage.js';
import { KerasLayer, readLayer, type Era, type Json, type JsonObject } from './layer.js';

const ERA: Era = { version: '2.15.0', major: 2, backend: 'tensorflow', channelsFirst: false };
const layer = (settings: JsonObject, className = 'Conv2D', era = ERA) => new KerasLayer(className, 'c', settings, era);

test('a setting is found under any name that it has had, the newest first; null is none', () => {
  expect(layer({ nb_filter: 4 }).whole('filters|nb_filter')).toBe(4);
  expect(layer({ nb_filter: 4, filters: 5 }).whole('filters|nb_filter')).toBe(5);
  expect(layer({ filters: null, nb_filter: 4 }).whole('filters|nb_filter')).toBe(4);
  expect(layer({}).whole('filters|nb_filter', 6)).toBe(6);
});

test('sizes stand for each dimension, or one for all', () => {
  expect(layer({ kernel_size: [3, 5] }).sizes('kernel_size', 2)).toEqual([3, 5]);
  expect(layer({ kernel_size: 3 }).sizes('kernel_size', 2)).toEqual([3, 3]);
  expect(layer({ kernel_size: [3] }).sizes('kernel_size', 2)).toEqual([3, 3]);
  expect(layer({}).sizes('kernel_size', 2, 1)).toEqual([1, 1]);
});

test.each<[what: string, read: (layer: KerasLayer) => unknown, value: Json]>([
  ['a number', (given) => given.number('it'), '3'],
  ['a number that is one', (given) => given.number('it'), null],
  ['a whole number', (given) => given.whole('it'), 1.5],
  ['a whole number from 1 on', (given) => given.whole('it'), 0],
  ['a whole number that can be counted to', (given) => given.whole('it'), 1e300],
  ['a flag', (given) => given.flag('it', true), 'yes'],
  ['a word of a few', (given) => given.word('it', ['same', 'valid'], 'same'), 'both'],
  ['whole numbers', (given) => given.wholes('it'), [1, '2']],
  ['a size for each dimension', (given) => given.sizes('it', 2), [1, 2, 3]],
  ['sizes from 1 on', (given) => given.sizes('it', 2), [3, 0]],
])('what must be %s is refused where it is not, with the layer’s name and its own', (_, read, value) => {
  expect(() => read(layer({ it: value }))).toThrow(
    new BadUsage(
      'capa Conv2D: no se puede importar: su ajuste it no se entiende (c).',
      'layer Conv2D: cannot be imported: its setting it makes no sense (c).',
    ),
  );
});

test('channels come first where the layer says so, and else where all of Keras 1 did', () => {
  const theano = { ...ERA, channelsFirst: true };
  expect(layer({ data_format: 'channels_first' }).channelsFirst).toBe(true);
  expect(layer({ dim_ordering: 'tf' }, 'Conv2D', theano).channelsFirst).toBe(false);
  expect(layer({}).channelsFirst).toBe(false);
  expect(layer({}, 'MaxPooling2D', theano).channelsFirst).toBe(true);
  expect(layer({}, 'MaxPooling1D', theano).channelsFirst).toBe(false);
});

test('a layer has the name that the model calls it by, or its own, or that of its class', () => {
  expect(readLayer({ class_name: 'Dense', name: 'a', config: { name: 'b' } }, ERA).name).toBe('a');
  expect(readLayer({ class_name: 'Dense', config: { name: 'b' } }, ERA).name).toBe('b');
  expect(readLayer({ class_name: 'Dense' }, ERA).name).toBe('Dense');
});

test.each([
  'keras.layers',
  'keras.src.layers.core.dense',
  'keras_core.layers',
  'tf_keras.layers',
  'tensorflow.python.keras.layers',
])('what comes from %s is of Keras', (module) => {
  expect(readLayer({ class_name: 'Dense', module, registered_name: null }, ERA).className).toBe('Dense');
});

test.each<JsonObject>([
  { class_name: 'Dense', module: 'mine.layers' },
  { class_name: 'Dense', module: 'keras_cv.layers' },
  { class_name: 'Dense', module: 'builtins', registered_name: 'Custom>Dense' },
  { class_name: 'Dense', registered_name: 'Custom>Dense' },
  { class_name: 'Addons>Dense' },
])('a class of the same name from elsewhere is refused: %j', (json) => {
  expect(() => readLayer(json, ERA)).toThrow(/Dense: cannot be imported: it is not one of Keras/);
});

test('a Lambda is refused, for it holds code', () => {
  const json = { class_name: 'Lambda', config: { name: 'mine', function: ['4wEAAAA='] } };
  expect(() => readLayer(json, ERA)).toThrow(
    'layer Lambda: cannot be imported: it holds code, which is not run here (mine).',
  );
});

test.each<Json>([null, 'Dense', [], {}, { class_name: 3 }])('%j is no layer', (json) => {
  expect(() => readLayer(json, ERA)).toThrow('The architecture makes no sense.');
});
