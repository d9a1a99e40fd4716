import { layers } from '@tensorflow/tfjs-layers';
import { flatten, reshape, sequence, shapeOf, type Step } from './step.js';
import { sizeOf } from './weight.js';
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
      values: along ? spread(along, shape) : new Float32Array(size).fill(fallback),
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

/** One number a value of a picture. */
function spread({ axes, values }: Along, shape: number[]): Float32Array {
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  return Float32Array.from({ length: sizeOf(shape) }, (_, at) => {
    let index = 0;
    for (const axis of axes) index = index * shape[axis]! + (Math.floor(at / strides[axis]!) % shape[axis]!);
    return values[index]!;
  });
}
