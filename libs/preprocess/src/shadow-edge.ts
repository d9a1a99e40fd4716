import { sideOf, type GreyImage } from './grey.js';
import { penOf, type Stroke } from './strokes.js';

/** From this share of a stroke's level on, what differs between its two sides is light, not ink. */
const ONE_SIDED = 0.75;
/** Shadows are large: share of the picture's side that their edges go along, at least. */
const LONG = 0.5;

/**
 * Whether a stroke is but the edge of a shadow: on the whole there is darker paper on one side of it. Either side of
 * what a pen has written there is the same paper, or another stroke now to the left, now to the right.
 * @param darkness of the picture that the stroke was found in
 * @param strength the level of a full stroke
 */
export function isShadowEdge(
  stroke: Stroke,
  { width, height, pixels: darkness }: GreyImage,
  strength: number,
): boolean {
  if (sideOf(stroke) < LONG * Math.max(width, height)) return false;
  const reach = Math.round(1.5 * penOf(stroke)) + 2;
  let [across, down] = [0, 0];
  for (const at of stroke.pixels) {
    const x = at % width;
    const row = at - x;
    across += darkness[row + Math.min(width - 1, x + reach)]! - darkness[row + Math.max(0, x - reach)]!;
    const y = row / width;
    down += darkness[Math.min(height - 1, y + reach) * width + x]! - darkness[Math.max(0, y - reach) * width + x]!;
  }
  return Math.max(Math.abs(across), Math.abs(down)) > ONE_SIDED * strength * stroke.pixels.length;
}
