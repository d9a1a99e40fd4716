import { blankCanvas, type Canvas, type Point } from './canvas.js';
import { drawLine } from './pen.js';
import { skeletonOf } from './skeleton.js';

/** The sheet that a digit is written on again. */
export interface Sheet {
  /** Width and height, in pixels. */
  side: number;
  /** From 0, the digit keeps its shape, to 1, it is stretched until it fills the square. */
  stretch: number;
  /** Half the pen's width, in pixels. */
  radius: number;
}

/** A digit is not stretched further than this, whatever the sheet says: a straight 1 would become a bar. */
const MOST_STRETCH = 2.2;

/** The middle lines of a digit, drawn again with an even pen, as large as the sheet allows. */
export function retrace(digit: Canvas, { side, stretch, radius }: Sheet): Canvas {
  const pixels = skeletonOf(digit);
  const canvas = blankCanvas(side);
  if (pixels.length === 0) return canvas;
  const links = linksBetween(pixels, digit.width);
  const [left, top] = [Math.min(...pixels.map(([x]) => x)), Math.min(...pixels.map(([, y]) => y))];
  const width = Math.max(1, Math.max(...pixels.map(([x]) => x)) - left);
  const height = Math.max(1, Math.max(...pixels.map(([, y]) => y)) - top);
  const room = side - 3 - 2 * radius;
  const kept = room / Math.max(width, height);
  const stretched = (size: number) => kept * Math.min(MOST_STRETCH, Math.max(width, height) / size) ** stretch;
  const [scaleX, scaleY] = [stretched(width), stretched(height)];
  const points = smoothed(pixels, links).map(([x, y]): Point => {
    return [(side - 1) / 2 + (x - left - width / 2) * scaleX, (side - 1) / 2 + (y - top - height / 2) * scaleY];
  });
  points.forEach((point, index) => {
    drawLine(canvas, point, point, radius);
    for (const other of links[index]!) if (other > index) drawLine(canvas, point, points[other]!, radius);
  });
  return canvas;
}

/** Of each pixel, the indices of its neighbours, without the diagonal ones that a straight neighbour leads to. */
function linksBetween(pixels: readonly Point[], width: number): number[][] {
  const row = width + 2;
  const indexAt = new Map(pixels.map(([x, y], index) => [y * row + x, index]));
  return pixels.map(([x, y]) => {
    const found: number[] = [];
    const at = y * row + x;
    const look = (step: number) => indexAt.get(at + step);
    for (const step of [-row, 1, row, -1]) {
      const straight = look(step);
      if (straight !== undefined) found.push(straight);
    }
    for (const [across, down] of DIAGONALS) {
      const diagonal = look(across + down * row);
      if (diagonal !== undefined && look(across) === undefined && look(down * row) === undefined) found.push(diagonal);
    }
    return found;
  });
}

const DIAGONALS = [
  [-1, -1],
  [1, -1],
  [1, 1],
  [-1, 1],
] as const;

/** Every point moved half way to the middle of its neighbours, twice; ends stay. */
function smoothed(pixels: readonly Point[], links: readonly number[][]): Point[] {
  let points = [...pixels];
  for (let round = 0; round < 2; round++) {
    points = points.map((point, index) => {
      const near = links[index]!;
      if (near.length < 2) return point;
      const mean = (axis: 0 | 1) => near.reduce((sum, other) => sum + points[other]![axis], 0) / near.length;
      return [(point[0] + mean(0)) / 2, (point[1] + mean(1)) / 2];
    });
  }
  return points;
}
