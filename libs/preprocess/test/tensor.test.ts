import { expect, test } from '@jest/globals';
import { toTensor } from '../src/tensor.js';

const LEVELS = Uint8Array.from({ length: 256 }, (_, level) => level);

test.each<[string, [number, number], (level: number) => number]>([
  ['divided by 255', [0, 1], (level) => level / 255],
  ['as they are', [0, 255], (level) => level],
  ['divided by 127.5, less 1', [-1, 1], (level) => level / 127.5 - 1],
])('levels %s, to the last bit', (_, range, scaled) => {
  expect(toTensor(LEVELS, range)).toEqual(Float32Array.from(LEVELS, scaled));
});
