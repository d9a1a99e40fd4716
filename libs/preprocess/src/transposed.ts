import type { InputSpec } from '#contract';

type Size = Pick<InputSpec, 'width' | 'height' | 'channels'>;

/**
 * Rows become columns, as for models whose pictures were stored column by column (EMNIST's are).
 * @param size of the picture as it is
 * @returns a picture as wide as this one is high
 */
export function transposed(pixels: Uint8Array, { width, height, channels }: Size): Uint8Array {
  const result = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * channels;
      const to = (x * height + y) * channels;
      for (let c = 0; c < channels; c++) result[to + c] = pixels[from + c]!;
    }
  }
  return result;
}
