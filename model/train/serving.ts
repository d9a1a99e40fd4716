import { CodedError } from '#contract';
import { digitIn } from '#preprocess';
import type { Canvas } from './canvas.js';
import { type Picture, SIDE } from './picture.js';

/** A picture as the model gets it when it serves. */
export interface Served {
  picture: Picture;
  /** Whether only one of several digits is in it. */
  several: boolean;
}

/**
 * Sends a canvas through the preprocessing that uploads go through.
 * @returns undefined where that finds nothing on it
 */
export function asServed({ width, height, ink }: Canvas): Served | undefined {
  const pixels = new Uint8Array(ink.length);
  for (let at = 0; at < pixels.length; at++) pixels[at] = Math.round(255 * ink[at]!);
  try {
    const digit = digitIn({ width, height, pixels }, SIDE, SIDE);
    const picture = new Float32Array(digit.pixels.length);
    for (let at = 0; at < picture.length; at++) picture[at] = digit.pixels[at]! / 255;
    return { picture, several: digit.several };
  } catch (error) {
    if (error instanceof CodedError) return undefined;
    throw error;
  }
}
