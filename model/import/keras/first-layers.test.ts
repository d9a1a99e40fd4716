import { expect, test } from '@jest/globals';
import { channelOrderOf, usualRangeOf } from './first-layers.js';
import type { JsonObject } from './layer.js';
import type { KerasModel } from './network.js';

const layer = (className: string, config: JsonObject = {}): JsonObject => ({ class_name: className, config });
const model = (...layers: JsonObject[]): JsonObject => layer('Sequential', { layers });
const rescaling = (scale: number | number[]): JsonObject => layer('Rescaling', { scale });
const keras = (architecture: JsonObject, means: number[] = []): KerasModel => ({
  architecture,
  era: { version: '3', major: 3, backend: null, channelsFirst: false },
  weightsAt: () => [{ shape: [means.length], values: Float32Array.from(means) }],
});
const orderOf = (...layers: JsonObject[]) => channelOrderOf(keras(model(...layers)));
const rangeOf = (...layers: JsonObject[]) => usualRangeOf(keras(model(...layers)));

test('the first layer that tells of an order of channels tells it for all, in any era’s words', () => {
  const [first, last] = [layer('Conv2D', { data_format: 'channels_first' }), layer('Conv2D', { dim_ordering: 'tf' })];
  expect(orderOf(layer('Dropout'), model(first), last)).toBe(true);
  expect(orderOf(last, first)).toBe(false);
  expect(orderOf(layer('Conv2D', { dim_ordering: 'th' }))).toBe(true);
});

test('no layer may tell; one that flattens says nothing of the pictures', () => {
  expect(orderOf(layer('Dense'), layer('Flatten', { data_format: 'channels_first' }))).toBeUndefined();
});

test('a model that brings levels down itself takes them as files have them', () => {
  expect(rangeOf(layer('InputLayer'), rescaling(1 / 255), layer('Conv2D'))).toEqual([0, 255]);
  expect(rangeOf(layer('RandomRotation'), model(rescaling([1 / 127.5, 1 / 127.5, 1 / 127.5])))).toEqual([0, 255]);
});

test('so does one that takes off a mean that only such levels have', () => {
  const normalized = model(layer('Normalization'), layer('Conv2D'));
  expect(usualRangeOf(keras(normalized, [33.3]))).toEqual([0, 255]);
  expect(usualRangeOf(keras(normalized, [0.13]))).toBeUndefined();
});

test('else it does not tell', () => {
  expect(rangeOf(layer('Conv2D'), rescaling(1 / 255))).toBeUndefined();
  expect(rangeOf(rescaling(2), rescaling(1 / 255))).toBeUndefined();
  expect(rangeOf(layer('InputLayer'))).toBeUndefined();
});
