import { expect, test } from '@jest/globals';
import { plainBatches, trainingBatch } from './batches.js';
import type { Digits } from './dataset.js';
import { PIXELS, SIDE } from './picture.js';

const COUNT = 20;
/** Bars of two widths, as of 1s and of something broader. */
const digits: Digits = {
  images: Uint8Array.from({ length: COUNT * PIXELS }, (_, at) => {
    const [index, x, y] = [Math.floor(at / PIXELS), at % SIDE, Math.floor(at / SIDE) % SIDE];
    return x >= 12 && x < (index % 2 ? 15 : 18) && y >= 4 && y < 24 ? 255 : 0;
  }),
  labels: Uint8Array.from({ length: COUNT }, (_, index) => (index % 2 ? 1 : 8)),
};
const indices = Array.from({ length: COUNT }, (_, index) => index);

test('plain batches hold every digit once, as it is', () => {
  const [first, second, ...more] = [...plainBatches(digits, indices, 12)];
  expect(more).toEqual([]);
  expect([...first!.labels, ...second!.labels]).toEqual([...digits.labels]);
  expect(second!.pixels).toHaveLength(8 * PIXELS);
  expect([...second!.pixels]).toEqual(Array.from(digits.images.subarray(12 * PIXELS), (byte) => byte / 255));
});

test('a training batch has digits first, then others; its seed makes it', () => {
  const order = { indices, plain: 0.3, seed: [1, 2, 3] };
  const batch = trainingBatch(digits, order);
  expect([...batch.labels]).toEqual([...digits.labels]);
  expect(batch.pixels).toHaveLength((COUNT + 4) * PIXELS);
  for (let start = 0; start < batch.pixels.length; start += PIXELS) {
    expect(Math.max(...batch.pixels.subarray(start, start + PIXELS))).toBeGreaterThan(0.2);
  }
  expect(trainingBatch(digits, order)).toEqual(batch);
  expect(trainingBatch(digits, { ...order, seed: [1, 2, 4] })).not.toEqual(batch);
});
