import type { GreyImage } from './grey.js';

/**
 * The highest level at which each pixel can be reached from the border without passing a lower one: a grey-scale
 * reconstruction by dilation with the border as its marker (Vincent, "Morphological grayscale reconstruction in image
 * analysis", 1993), flooded from the highest level down. A picture less its flood is what stands alone inside it.
 */
export function floodFromBorder({ width, pixels }: GreyImage): Uint8Array {
  const flood = new Uint8Array(pixels.length);
  const seen = new Uint8Array(pixels.length);
  // A list for each level of the pixels reached at it: `first` begins it, `next` chains it. 0 ends it: they count from 1.
  const first = new Int32Array(256);
  const next = new Int32Array(pixels.length);
  const reach = (at: number, most: number) => {
    const level = Math.min(most, pixels[at]!);
    seen[at] = 1;
    flood[at] = level;
    next[at] = first[level]!;
    first[level] = at + 1;
  };
  for (let at = 0; at < pixels.length; at++) {
    const x = at % width;
    if (x === 0 || x === width - 1 || at < width || at >= pixels.length - width) reach(at, 255);
  }
  for (let level = 255; level >= 0; level--) {
    while (first[level] !== 0) {
      const at = first[level]! - 1;
      first[level] = next[at]!;
      const x = at % width;
      if (x > 0 && seen[at - 1] === 0) reach(at - 1, level);
      if (x < width - 1 && seen[at + 1] === 0) reach(at + 1, level);
      if (at >= width && seen[at - width] === 0) reach(at - width, level);
      if (at < pixels.length - width && seen[at + width] === 0) reach(at + width, level);
    }
  }
  return flood;
}
