/** Width and height of a digit, in pixels. */
export const SIDE = 28;

/** Pixels of one digit. */
export const PIXELS = SIDE * SIDE;

/** One digit: `PIXELS` values from 0 (paper) to 1 (ink), row by row. */
export type Picture = Float32Array;

/** Ink at a pixel; outside the picture there is none. */
export function inkAt(picture: Picture, x: number, y: number): number {
  return x < 0 || y < 0 || x >= SIDE || y >= SIDE ? 0 : picture[y * SIDE + x]!;
}
