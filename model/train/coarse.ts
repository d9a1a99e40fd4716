import { blankCanvas, type Canvas, extentOf } from './canvas.js';

/** A small picture as old scanners and data sets have them: the digit cut tight. */
export interface Grid {
  /** Pixels of its longer side. */
  side: number;
  /** From 0, the digit keeps its shape, to 1, it fills the square. */
  stretch: number;
  /** What becomes of each pixel's ink, 0 to 1. */
  paint(ink: number): number;
}

/** From this much ink on a pixel belongs to the digit when it is cut. */
const CUT = 0.25;
/** Narrower digits are not stretched to the square: a straight 1 would become a block. */
const MOST_STRETCH = 2;

/**
 * The digit cut tight and reduced by area to a coarse grid, with one pixel of paper around.
 * @returns undefined where there is no ink to cut
 */
export function coarsen(digit: Canvas, { side, stretch, paint }: Grid): Canvas | undefined {
  const extent = extentOf(digit, CUT);
  if (!extent) return undefined;
  const { left, top } = extent;
  const [width, height] = [extent.right - left + 1, extent.bottom - top + 1];
  const longer = Math.max(width, height);
  const cells = (size: number) =>
    Math.max(1, Math.round((side * size * Math.min(MOST_STRETCH, longer / size) ** stretch) / longer));
  const [columns, rows] = [cells(width), cells(height)];
  const canvas = blankCanvas(columns + 2, rows + 2);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const [fromX, toX] = [left + (x * width) / columns, left + ((x + 1) * width) / columns];
      const [fromY, toY] = [top + (y * height) / rows, top + ((y + 1) * height) / rows];
      canvas.ink[(y + 1) * canvas.width + x + 1] = paint(meanInk(digit, fromX, toX, fromY, toY));
    }
  }
  return canvas;
}

/** Mean ink between these edges. */
function meanInk({ width, ink }: Canvas, fromX: number, toX: number, fromY: number, toY: number): number {
  let sum = 0;
  for (let y = Math.floor(fromY); y < toY; y++) {
    const tall = Math.min(toY, y + 1) - Math.max(fromY, y);
    for (let x = Math.floor(fromX); x < toX; x++) {
      sum += ink[y * width + x]! * tall * (Math.min(toX, x + 1) - Math.max(fromX, x));
    }
  }
  return sum / ((toX - fromX) * (toY - fromY));
}
