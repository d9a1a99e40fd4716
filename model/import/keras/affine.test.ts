import { tensor, type Tensor } from '@tensorflow/tfjs-core';
import { input, model } from '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from '@jest/globals';
import { openEngine } from '#engine';
import { affine } from './affine.js';

beforeAll(() => openEngine('wasm'));

/** What a picture of 1 × 2 × 2 values, 1, 2, 3 and 4, becomes. */
function made(numbers: Parameters<typeof affine>[0]): number[] {
  const given = input({ shape: [1, 2, 2] });
  const network = model({ inputs: given, outputs: affine(numbers)(given) });
  const answer = network.predict(
    tensor([
      [
        [
          [1, 2],
          [3, 4],
        ],
      ],
    ]),
  ) as Tensor;
  expect(answer.shape).toEqual([1, 1, 2, 2]);
  return [...answer.dataSync()];
}

test('values have a mean taken off, are divided, multiplied and moved, each by its own number', () => {
  const numbers = {
    mean: { axes: [2], values: [1, 2] },
    divisor: { axes: [], values: [2] },
    factor: { axes: [1], values: [10, 20] },
    offset: { axes: [1, 2], values: [0.5, 0.25, 0, -1] },
  };
  expect(made(numbers)).toEqual([0.5, 0.25, 20, 19]);
});

test('what is not given does nothing', () => {
  expect(made({})).toEqual([1, 2, 3, 4]);
});
