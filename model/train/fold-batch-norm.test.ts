import { expect, test } from '@jest/globals';
import { EPSILON } from './architecture.js';
import { foldBatchNorm } from './fold-batch-norm.js';
import { around, seededRandom } from './random.js';

const [TAPS, FILTERS] = [18, 5];
const random = seededRandom(1);
const numbers = (count: number, reach: number, middle = 0) =>
  Float32Array.from({ length: count }, () => middle + around(reach, random));

/** What each filter finds at one place: the taps under the kernel, weighed and added. */
function convolve(taps: Float32Array, kernel: Float32Array): number[] {
  return Array.from({ length: FILTERS }, (_, filter) =>
    taps.reduce((sum, tap, index) => sum + tap * kernel[index * FILTERS + filter]!, 0),
  );
}

test('a folded convolution gives what convolution and batch normalisation gave', () => {
  const normalised = {
    kernel: numbers(TAPS * FILTERS, 0.5),
    scale: numbers(FILTERS, 0.5, 1),
    offset: numbers(FILTERS, 1),
    mean: numbers(FILTERS, 2),
    variance: numbers(FILTERS, 0.9, 1),
  };
  const { scale, offset, mean, variance } = normalised;
  const { kernel, bias } = foldBatchNorm(normalised);
  for (let place = 0; place < 50; place++) {
    const taps = numbers(TAPS, 1);
    const before = convolve(taps, normalised.kernel).map(
      (found, filter) =>
        ((found - mean[filter]!) / Math.sqrt(variance[filter]! + EPSILON)) * scale[filter]! + offset[filter]!,
    );
    const after = convolve(taps, kernel).map((found, filter) => found + bias[filter]!);
    after.forEach((value, filter) => expect(Math.abs(value - before[filter]!)).toBeLessThan(1e-5));
  }
});
