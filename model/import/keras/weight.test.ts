import { expect, test } from '@jest/globals';
import { dilated, flipped, permuted, sideBySide, spread, ungrouped, type Weight } from './weight.js';

const weight = (shape: number[], ...values: number[]): Weight => ({ shape, values: Float32Array.from(values) });

test('two dimensions in the other order', () => {
  expect(permuted(weight([2, 3], 1, 2, 3, 4, 5, 6), [1, 0])).toEqual(weight([3, 2], 1, 4, 2, 5, 3, 6));
});

test('every value of a permuted weight is where its new indices say', () => {
  const shape = [2, 3, 4, 5];
  const values = Float32Array.from({ length: 120 }, (_, at) => at);
  const turned = permuted({ shape, values }, [2, 3, 1, 0]);
  expect(turned.shape).toEqual([4, 5, 3, 2]);
  for (let at = 0; at < 120; at++) {
    const [d, c, b, a] = [at % 2, Math.floor(at / 2) % 3, Math.floor(at / 6) % 5, Math.floor(at / 30)];
    expect(turned.values[at]).toBe(((d! * 3 + c!) * 4 + a!) * 5 + b!);
  }
});

test('a flipped kernel is turned round, and its channels are not', () => {
  const kernel = weight([2, 3, 1, 2], 1, 10, 2, 20, 3, 30, 4, 40, 5, 50, 6, 60);
  expect(flipped(kernel)).toEqual(weight([2, 3, 1, 2], 6, 60, 5, 50, 4, 40, 3, 30, 2, 20, 1, 10));
});

test('a dilated kernel has zeros between its rows and its columns', () => {
  const kernel = weight([2, 2, 1, 1], 1, 2, 3, 4);
  expect(dilated(kernel, [1, 1])).toEqual(kernel);
  expect(dilated(kernel, [2, 3])).toEqual(weight([3, 4, 1, 1], 1, 0, 0, 2, 0, 0, 0, 0, 3, 0, 0, 4));
});

test('in a kernel of groups each output sees the inputs of its group alone', () => {
  const kernel = weight([1, 1, 2, 4], 1, 2, 3, 4, 5, 6, 7, 8);
  expect(ungrouped(kernel, 2)).toEqual(weight([1, 1, 4, 4], 1, 2, 0, 0, 5, 6, 0, 0, 0, 0, 3, 4, 0, 0, 7, 8));
});

test('weights side by side keep their rows, whatever their widths', () => {
  expect(sideBySide([weight([2, 1], 1, 2), weight([2, 2], 3, 4, 5, 6)])).toEqual(weight([2, 3], 1, 3, 4, 2, 5, 6));
  expect(sideBySide([weight([1], 1), weight([2], 2, 3)])).toEqual(weight([3], 1, 2, 3));
});

test('numbers are spread along their axes, and one alone over all', () => {
  expect([...spread([7], [], [2, 2])]).toEqual([7, 7, 7, 7]);
  expect([...spread([1, 2], [0], [2, 3])]).toEqual([1, 1, 1, 2, 2, 2]);
  expect([...spread([1, 2, 3], [1], [2, 3])]).toEqual([1, 2, 3, 1, 2, 3]);
  expect([...spread([1, 2, 3, 4], [0, 2], [2, 2, 2])]).toEqual([1, 2, 1, 2, 3, 4, 3, 4]);
});
