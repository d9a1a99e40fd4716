/** The values of one weight, the last dimension running fastest. */
export interface Weight {
  shape: number[];
  values: Float32Array;
}

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, side) => product * side, 1);

/**
 * A weight with its dimensions in another order.
 * @param order for each new dimension the old one that it was
 */
export function permuted({ shape, values }: Weight, order: number[]): Weight {
  const target = order.map((from) => shape[from]!);
  const strides = shape.map((_, dimension) => sizeOf(shape.slice(dimension + 1)));
  const steps = order.map((from) => strides[from]!);
  const result = new Float32Array(values.length);
  const at = target.map(() => 0);
  for (let to = 0, from = 0; to < result.length; to++) {
    result[to] = values[from]!;
    for (let dimension = target.length - 1; dimension >= 0; dimension--) {
      from += steps[dimension]!;
      if (++at[dimension]! < target[dimension]!) break;
      from -= steps[dimension]! * target[dimension]!;
      at[dimension] = 0;
    }
  }
  return { shape: target, values: result };
}

/** A kernel, [rows, columns, …], with both in reverse order. */
export function flipped({ shape, values }: Weight): Weight {
  const [rows = 1, columns = 1, ...rest] = shape;
  const cell = sizeOf(rest);
  const result = new Float32Array(values.length);
  for (let from = 0, last = rows * columns - 1; from <= last; from++) {
    result.set(values.subarray(from * cell, (from + 1) * cell), (last - from) * cell);
  }
  return { shape, values: result };
}

/**
 * A kernel, [rows, columns, …], with zeros between its rows and columns: what a dilated convolution does with the kernel,
 * a plain one does with this.
 */
export function dilated({ shape, values }: Weight, [down, across]: readonly [number, number]): Weight {
  const [rows = 1, columns = 1, ...rest] = shape;
  const [height, width] = [(rows - 1) * down + 1, (columns - 1) * across + 1];
  const cell = sizeOf(rest);
  const result = new Float32Array(height * width * cell);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const from = (row * columns + column) * cell;
      result.set(values.subarray(from, from + cell), (row * down * width + column * across) * cell);
    }
  }
  return { shape: [height, width, ...rest], values: result };
}

/**
 * A kernel of groups, [rows, columns, inputs of a group, outputs], as one over all inputs: zero where an output does not
 * see an input.
 */
export function ungrouped({ shape, values }: Weight, groups: number): Weight {
  const [rows = 1, columns = 1, inward = 1, outward = 1] = shape;
  const each = outward / groups;
  const all = inward * groups;
  const result = new Float32Array(rows * columns * all * outward);
  for (let cell = 0; cell < rows * columns; cell++) {
    for (let input = 0; input < inward; input++) {
      for (let output = 0; output < outward; output++) {
        const from = Math.floor(output / each) * inward + input;
        result[(cell * all + from) * outward + output] = values[(cell * inward + input) * outward + output]!;
      }
    }
  }
  return { shape: [rows, columns, all, outward], values: result };
}

/** Weights of as many rows each as one, from left to right. */
export function sideBySide(weights: Weight[]): Weight {
  const widths = weights.map(({ shape }) => shape.at(-1) ?? 0);
  const above = weights[0]?.shape.slice(0, -1) ?? [];
  const across = widths.reduce((sum, width) => sum + width, 0);
  const values = new Float32Array(sizeOf(above) * across);
  let left = 0;
  weights.forEach((weight, nth) => {
    const width = widths[nth]!;
    for (let row = 0; row < sizeOf(above); row++) {
      values.set(weight.values.subarray(row * width, (row + 1) * width), row * across + left);
    }
    left += width;
  });
  return { shape: [...above, across], values };
}

/**
 * One number for each value of a shape.
 * @param values numbers along `axes` of it, which count from 0; one number that all share where there are none
 */
export function spread(values: ArrayLike<number>, axes: readonly number[], shape: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));
  return Float32Array.from({ length: sizeOf(shape) }, (_, at) => {
    let index = 0;
    for (const axis of axes) index = index * shape[axis]! + (Math.floor(at / strides[axis]!) % shape[axis]!);
    return values[index]!;
  });
}
