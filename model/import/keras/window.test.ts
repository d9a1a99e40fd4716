import { input } from '@tensorflow/tfjs-layers';
import { expect, test } from '@jest/globals';
import { KerasLayer, type JsonObject } from './layer.js';
import { paddingOf, stepsOf, windowOf } from './window.js';

const layer = (settings: JsonObject) =>
  new KerasLayer('Conv2D', 'c', settings, { version: '1.2.2', major: 1, backend: null, channelsFirst: false });

test('a window is rows and columns in the words of any era; on lines, one column', () => {
  expect(windowOf(layer({ kernel_size: [3, 5] }), 2)).toEqual([3, 5]);
  expect(windowOf(layer({ nb_row: 3, nb_col: 5 }), 2)).toEqual([3, 5]);
  expect(windowOf(layer({ kernel_size: [3] }), 1)).toEqual([3, 1]);
  expect(windowOf(layer({ filter_length: 3 }), 1)).toEqual([3, 1]);
});

test('a window of no size is refused', () => {
  expect(() => windowOf(layer({}), 2)).toThrow('its setting kernel_size makes no sense');
  expect(() => windowOf(layer({ nb_row: 3 }), 2)).toThrow('its setting nb_col makes no sense');
});

test('one step stands for both directions, and none for the usual one', () => {
  expect(stepsOf(layer({ strides: [2, 3] }), 'strides', 2)).toEqual([2, 3]);
  expect(stepsOf(layer({ strides: 2 }), 'strides', 2)).toEqual([2, 2]);
  expect(stepsOf(layer({}), 'strides', 2)).toEqual([1, 1]);
});

test('causal padding is rows before the first, and nothing else', () => {
  const picture = input({ shape: [5, 1, 2] });
  const { before, padding } = paddingOf(layer({ padding: 'causal' }), 2);
  expect(padding).toBe('valid');
  expect(before(picture).shape).toEqual([null, 7, 1, 2]);
  expect(paddingOf(layer({ border_mode: 'same' }), 2)).toMatchObject({ padding: 'same' });
  expect(paddingOf(layer({}), 2).before(picture)).toBe(picture);
});
