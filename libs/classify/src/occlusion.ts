import type { InputSpec } from '#contract';

/** Side of what is covered, in shares of the picture's longer side. */
const PATCH = 1 / 6;

/** A square that is laid over a picture, in pixels; it may reach over the picture's edges. */
export interface Patch {
  left: number;
  top: number;
  side: number;
}

/**
 * Squares that cover all of a picture, each pixel about as often as any other, unless they would be too many.
 * @param most how many there may be
 */
export function patchesOver({ width, height }: Pick<InputSpec, 'width' | 'height'>, most: number): Patch[] {
  let stride = 1;
  while (Math.ceil(width / stride) * Math.ceil(height / stride) > most) stride++;
  const side = Math.max(stride, Math.round(Math.max(width, height) * PATCH));
  const before = (side - stride) >> 1;
  const patches: Patch[] = [];
  for (let y = 0; y < height; y += stride) {
    for (let x = 0; x < width; x += stride) patches.push({ left: x - before, top: y - before, side });
  }
  return patches;
}

/** Calls `visit` with each pixel of a picture that a patch covers: its place in it, and how near the middle, from 0 to 1. */
export function eachCovered(
  { left, top, side }: Patch,
  { width, height }: Pick<InputSpec, 'width' | 'height'>,
  visit: (at: number, nearness: number) => void,
): void {
  const middle = (side - 1) / 2;
  const near = (from: number): number => 1 - Math.abs(from - middle) / (middle + 1);
  for (let y = Math.max(0, top); y < Math.min(height, top + side); y++) {
    for (let x = Math.max(0, left); x < Math.min(width, left + side); x++) {
      visit(y * width + x, near(x - left) * near(y - top));
    }
  }
}

/** What a picture without anything on it would be made of, a level for each channel: what patches cover it with. */
export function groundOf(pixels: Uint8Array, { width, height, channels, fit, invert }: InputSpec): number[] {
  if (fit === 'digit') return Array<number>(channels).fill(invert ? 255 : 0);
  const isBorder = (at: number): boolean => {
    const x = at % width;
    return x === 0 || x === width - 1 || at < width || at >= width * (height - 1);
  };
  const border = Array.from({ length: width * height }, (_, at) => at).filter(isBorder);
  return Array.from({ length: channels }, (_, channel) => {
    const levels = Uint8Array.from(border, (at) => pixels[at * channels + channel]!).sort();
    return levels[levels.length >> 1]!;
  });
}
