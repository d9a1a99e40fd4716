import { layers } from '@tensorflow/tfjs-layers';
import { flatten, reshape, sequence, shapeOf, type Step } from './step.js';
import { sizeOf, spread } from './weight.js';
import { weighing } from './weighted.js';

/** Numbers along some axes of a picture's values, which count from 0; none for one number that all share. */
export interface Along {
  axes: number[];
  values: ArrayLike<number>;
}

/**
 * (x − mean) ÷ divisor × factor + offset, with numbers of its own for each value: what a batch normalisation computes that
 * has learned nothing.
 */
export const affine =
  (numbers: Partial<Record<'mean' | 'divisor' | 'factor' | 'offset', Along>>): Step =>
  (input) => {
    const shape = shapeOf(input);
    const size = sizeOf(shape);
    const each = (along: Along | undefined, fallback: number) => ({
      shape: [size],
      values: along ? spread(along.values, along.axes, shape) : new Float32Array(size).fill(fallback),
    });
    const divisor = each(numbers.divisor, 1);
    const variance = { shape: [size], values: divisor.values.map((value) => value * value) };
    const weights = [each(numbers.factor, 1), each(numbers.offset, 0), each(numbers.mean, 0), variance];
    const normalize = layers.batchNormalization({ epsilon: 0, ...weighing(...weights) });
    return sequence(
      flatten,
      normalize,
      reshape(() => shape),
    )(input);
  };
