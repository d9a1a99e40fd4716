import type { Box } from './grey.js';
import type { Ink } from './ink.js';

/** Share of a full stroke's level from which a pixel next to a stroke belongs to it. */
const EDGE = 0.3;
/** Share of it that a stroke must reach somewhere. */
const CORE = 0.5;

/** Pixels that a stroke has at least on paper with a grain. */
const FEWEST = 6;

/** Connected ink. */
export interface Stroke extends Box {
  /** Sum of its pixels' ink. */
  mass: number;
  /** How many of its pixels lie at its rim. */
  rim: number;
  /** Its pixels, as indices into the picture. */
  pixels: number[];
}

/** Width of the pen that drew a stroke, in pixels: a stroke has two rims. */
export const penOf = ({ pixels, rim }: Stroke): number => (2 * pixels.length) / rim;

/**
 * Flood fill over the eight neighbours of every pixel that is ink enough. With two thresholds, a stroke may fade on its
 * way, while what is faint all along is no stroke.
 * @returns none where there is no ink
 */
export function findStrokes({ width, height, pixels, strength, grainy }: Ink): Stroke[] {
  if (strength === 0) return [];
  const inked = pixels.map((level) => (level >= strength * EDGE ? 1 : 0));
  const open = inked.slice();
  const strokes: Stroke[] = [];
  for (let start = open.indexOf(1); start >= 0; start = open.indexOf(1, start + 1)) {
    const stroke: Stroke = { left: width, top: height, right: 0, bottom: 0, mass: 0, rim: 0, pixels: [start] };
    let darkest = 0;
    open[start] = 0;
    for (let next = 0; next < stroke.pixels.length; next++) {
      const at = stroke.pixels[next]!;
      const x = at % width;
      const y = (at - x) / width;
      stroke.mass += pixels[at]!;
      if (pixels[at]! > darkest) darkest = pixels[at]!;
      if (x < stroke.left) stroke.left = x;
      if (x >= stroke.right) stroke.right = x + 1;
      if (y < stroke.top) stroke.top = y;
      if (y >= stroke.bottom) stroke.bottom = y + 1;
      if (x === 0 || x === width - 1 || !inked[at - 1] || !inked[at + 1] || !inked[at - width] || !inked[at + width]) {
        stroke.rim++;
      }
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const near = ny * width + nx;
          if (open[near]) {
            open[near] = 0;
            stroke.pixels.push(near);
          }
        }
      }
    }
    if (darkest >= strength * CORE && stroke.pixels.length >= (grainy ? FEWEST : 1)) strokes.push(stroke);
  }
  return strokes;
}
