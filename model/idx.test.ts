import { expect, test } from '@jest/globals';
import { parseIdx } from './idx.js';

const file = (...bytes: number[]) => Uint8Array.from([0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, ...bytes]);

test('reads sizes and values', () => {
  const { shape, values } = parseIdx(file(1, 2, 3, 4, 5, 255));
  expect(shape).toEqual([2, 3]);
  expect([...values]).toEqual([1, 2, 3, 4, 5, 255]);
});

test('refuses a file that is cut short', () => {
  expect(() => parseIdx(file(1, 2, 3))).toThrow('3 values instead of 6');
  expect(() => parseIdx(file().subarray(0, 9))).toThrow('ends within its header');
});

test('refuses other formats', () => {
  expect(() => parseIdx(new TextEncoder().encode('not an IDX file'))).toThrow('Not an IDX file');
});
