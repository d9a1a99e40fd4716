import { augment, type Sample } from './augment.js';
import type { Digits } from './dataset.js';
import { negative } from './negatives/negative.js';
import { PIXELS, type Picture } from './picture.js';
import { seededRandom } from './random.js';

/**
 * Pictures side by side: `pixels` has `PIXELS` values for each, from 0 to 1. The digits come first, `labels` says what
 * each one is; pictures beyond them show no digit.
 */
export interface Batch {
  pixels: Float32Array<ArrayBuffer>;
  labels: Int32Array<ArrayBuffer>;
}

/** A batch to learn from, described: what makes it is the same wherever and whenever that is done. */
export interface BatchOrder {
  indices: number[];
  /** Share of the digits that stay close to MNIST's own. */
  plain: number;
  seed: number[];
}

/** Pictures of no digit that come with each digit. */
const NEGATIVES = 0.19;

/** Digits as they are, cut into batches of `size`, the last one maybe smaller. */
export function* plainBatches(digits: Digits, indices: readonly number[], size: number): Generator<Batch> {
  for (let start = 0; start < indices.length; start += size) {
    const chosen = indices.slice(start, start + size);
    yield sideBySide(digits, chosen, (index) => pictureOf(digits, index), []);
  }
}

/** The digits augmented, followed by what is no digit, some of it made from digits in the batch. */
export function trainingBatch(digits: Digits, { indices, plain, seed }: BatchOrder): Batch {
  const random = seededRandom(...seed);
  const sample = (index: number): Sample => ({ picture: pictureOf(digits, index), label: digits.labels[index]! });
  const draw = () => sample(indices[Math.floor(random() * indices.length)]!);
  const others = Array.from({ length: Math.round(indices.length * NEGATIVES) }, () => {
    return negative(() => [draw(), draw()], random);
  });
  return sideBySide(digits, indices, (index) => augment(sample(index), plain, random), others);
}

function sideBySide(
  { labels }: Digits,
  indices: readonly number[],
  pictureAt: (index: number) => Picture,
  others: readonly Picture[],
): Batch {
  const pixels = new Float32Array((indices.length + others.length) * PIXELS);
  indices.forEach((index, position) => pixels.set(pictureAt(index), position * PIXELS));
  others.forEach((picture, position) => pixels.set(picture, (indices.length + position) * PIXELS));
  return { pixels, labels: Int32Array.from(indices, (index) => labels[index]!) };
}

function pictureOf({ images }: Digits, index: number): Picture {
  const picture = new Float32Array(PIXELS);
  for (let at = 0; at < PIXELS; at++) picture[at] = images[index * PIXELS + at]! / 255;
  return picture;
}
