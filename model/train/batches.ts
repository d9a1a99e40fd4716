import { augment } from './augment.js';
import type { Digits } from './dataset.js';
import { PIXELS, type Picture } from './picture.js';
import type { Random } from './random.js';

/** Digits side by side: `pixels` has `PIXELS` values for each, from 0 to 1; `labels` says what each one is. */
export interface Batch {
  pixels: Float32Array;
  labels: Int32Array;
}

/** Cuts the indices into batches of `size`, the last one maybe smaller. With `random` the digits are augmented. */
export function* batches(digits: Digits, indices: readonly number[], size: number, random?: Random): Generator<Batch> {
  for (let start = 0; start < indices.length; start += size) {
    const chosen = indices.slice(start, start + size);
    const pixels = new Float32Array(chosen.length * PIXELS);
    chosen.forEach((index, position) => {
      const picture = pictureOf(digits, index);
      pixels.set(random ? augment(picture, random) : picture, position * PIXELS);
    });
    yield { pixels, labels: Int32Array.from(chosen, (index) => digits.labels[index]!) };
  }
}

function pictureOf({ images }: Digits, index: number): Picture {
  return Float32Array.from(images.subarray(index * PIXELS, (index + 1) * PIXELS), (byte) => byte / 255);
}
