import { type Picture, SIDE } from './picture.js';

/** Something drawn: `width` × `height` values from 0 (paper) to 1 (ink), row by row. */
export interface Canvas {
  width: number;
  height: number;
  ink: Float32Array;
}

/** A place on a canvas, in pixels; whole numbers are the middles of pixels. */
export type Point = readonly [x: number, y: number];

/** Part of a canvas, in whole pixels that all belong to it. */
export interface Extent {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A sheet without ink. */
export function blankCanvas(width: number, height = width): Canvas {
  return { width, height, ink: new Float32Array(width * height) };
}

/** A digit to draw on; what is drawn on the canvas does not show in the picture. */
export function canvasOf(picture: Picture): Canvas {
  return { width: SIDE, height: SIDE, ink: picture.slice() };
}

/** The smallest part that holds all ink of at least `level`, or undefined where there is none. */
export function extentOf({ width, height, ink }: Canvas, level: number): Extent | undefined {
  const extent = { left: width, top: height, right: -1, bottom: -1 };
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      if (ink[at]! < level) continue;
      if (x < extent.left) extent.left = x;
      if (x > extent.right) extent.right = x;
      if (y < extent.top) extent.top = y;
      extent.bottom = y;
    }
  }
  return extent.right < 0 ? undefined : extent;
}
