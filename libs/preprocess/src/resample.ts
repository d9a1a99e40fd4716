import type { GreyImage } from './grey.js';

/** How one axis of the source becomes one of the target. */
export interface Axis {
  /** Target pixels. */
  size: number;
  /** Target pixels per source pixel. */
  scale: number;
  /** Where the target's first edge lies in the source, in source pixels; may lie outside. */
  origin: number;
}

/** A target pixel's weights, summing to 1 with what falls outside, over the source pixels from `first` on. */
interface Tap {
  first: number;
  weights: number[];
}

/**
 * Scales and moves a picture in one step, antialiased; outside it lies 0. Moves by whole pixels are exact.
 * @returns grey levels, not rounded, `columns.size`×`rows.size`
 */
export function resample({ width, height, pixels }: GreyImage, columns: Axis, rows: Axis): Float32Array {
  const narrow = new Float32Array(height * columns.size);
  tapsOf(columns, width).forEach(({ first, weights }, x) => {
    for (let y = 0; y < height; y++) {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k]! * pixels[y * width + first + k]!;
      narrow[y * columns.size + x] = sum;
    }
  });
  const result = new Float32Array(rows.size * columns.size);
  tapsOf(rows, height).forEach(({ first, weights }, y) => {
    for (let x = 0; x < columns.size; x++) {
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k]! * narrow[(first + k) * columns.size + x]!;
      result[y * columns.size + x] = sum;
    }
  });
  return result;
}

/** How much of a target pixel each source pixel covers; linear interpolation when enlarging. */
function tapsOf({ size, scale, origin }: Axis, length: number): Tap[] {
  const share = Math.min(1, scale);
  const radius = (1 / share + 1) / 2;
  return Array.from({ length: size }, (_, i) => {
    const centre = origin + (i + 0.5) / scale - 0.5;
    const first = Math.max(0, Math.ceil(centre - radius));
    const last = Math.min(length - 1, Math.floor(centre + radius));
    const weights = [];
    for (let at = first; at <= last; at++) weights.push(Math.min(1, radius - Math.abs(at - centre)) * share);
    return { first, weights };
  });
}
