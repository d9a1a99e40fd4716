import { CodedError } from '#contract';
import type { GreyImage } from './grey.js';

/** Ink that differs from its paper by fewer grey levels than this is no ink. */
const FAINTEST_INK = 24;

/** A picture of ink alone: 0 is paper, more is more ink. */
export interface Ink extends GreyImage {
  /** The level of a full stroke, in 1–255. */
  strength: number;
}

/**
 * Tells ink from paper, whichever of the two is darker. Paper is what the picture's border mostly shows; how much the
 * border varies (noise, uneven light) is taken off everywhere.
 * @throws CodedError `blank_image` where nothing stands out from the paper
 */
export function findInk(picture: GreyImage): Ink {
  const { width, height, pixels } = picture;
  const border = borderHistogram(picture);
  const paper = quantile(border, 0.5);
  // Between the quartiles, so that strokes that reach the border do not count.
  const noise = quantile(border, 0.75) - quantile(border, 0.25);

  // Ink is what lies furthest from the paper, but for a few pixels, which may be specks.
  const all = histogram(pixels);
  const few = Math.min(0.5, Math.max(4 / pixels.length, 1 / 4000));
  const lighter = quantile(all, 1 - few) - paper;
  const darker = paper - quantile(all, few);
  const sign = lighter >= darker ? 1 : -1;
  const strength = Math.max(lighter, darker) - noise;
  if (strength < Math.max(FAINTEST_INK, noise)) throw new CodedError('blank_image');

  const ink = new Uint8Array(pixels.length);
  for (let i = 0; i < ink.length; i++) ink[i] = Math.max(0, sign * (pixels[i]! - paper) - noise);
  return { width, height, pixels: ink, strength };
}

/** How often each level occurs in a frame a thirty-second of the picture thick: one pixel in MNIST's pictures. */
function borderHistogram({ width, height, pixels }: GreyImage): Uint32Array {
  const thick = Math.max(1, Math.round(Math.min(width, height) / 32));
  const counts = histogram(pixels);
  for (let y = thick; y < height - thick; y++) {
    for (let x = thick; x < width - thick; x++) counts[pixels[y * width + x]!]!--;
  }
  return counts;
}

function histogram(levels: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256);
  for (let i = 0; i < levels.length; i++) counts[levels[i]!]!++;
  return counts;
}

/** The level that a share `q` (above 0, below 1) of the counted ones does not exceed. */
function quantile(counts: Uint32Array, q: number): number {
  let left = q * counts.reduce((sum, count) => sum + count);
  return counts.findIndex((count) => (left -= count) <= 0);
}
