import { type Canvas, extentOf, type Extent, type Point } from './canvas.js';
import { drawLine, drawPath } from './pen.js';
import { around, type Random } from './random.js';
import { skeletonOf } from './skeleton.js';

/** How often a digit gets the habits that it can have. */
const OFTEN: Record<number, number> = { 0: 0.06, 1: 0.5, 7: 0.3 };

/**
 * Draws what other people add to a digit, with the digit's own pen: a flag or a foot or both on a 1, a bar through a 7,
 * a slash through a 0. Most digits get nothing.
 */
export function addHabits(digit: Canvas, label: number, random: Random): void {
  if (random() >= (OFTEN[label] ?? 0)) return;
  const extent = extentOf(digit, 0.4);
  if (!extent) return;
  const radius = penRadius(digit);
  if (label === 0) slash(digit, extent, radius, random);
  if (label === 7) bar(digit, extent, radius, random);
  if (label === 1) {
    const kind = random();
    if (kind < 0.75) flag(digit, extent, radius, random);
    if (kind > 0.5) foot(digit, extent, radius, random);
  }
}

/** Half the stroke's width: its ink spread over its length. */
function penRadius(digit: Canvas): number {
  const mass = digit.ink.reduce((sum, ink) => sum + ink, 0);
  const length = 1.15 * skeletonOf(digit).length;
  return Math.min(2.5, Math.max(0.5, mass / length / 2));
}

/** An upstroke at the left of the 1's top, straight or slightly bent: from a serif to half of the height. */
function flag(digit: Canvas, { top, bottom }: Extent, radius: number, random: Random): void {
  const height = bottom - top;
  const share = 0.12 + 0.43 * random();
  // From straight down; a long upstroke near the horizontal would be a 7.
  const angle = ((share < 0.28 ? 25 + 42 * random() : 25 + 28 * random()) * Math.PI) / 180;
  const [x, y] = middleOf(digit, top, radius);
  const length = share * height;
  const [endX, endY] = [x - Math.sin(angle) * length, y + Math.cos(angle) * length];
  const bend = around(0.12, random) * length;
  drawPath(
    digit,
    [
      [x, y],
      [(x + endX) / 2 + bend, (y + endY) / 2 + bend],
      [endX, endY],
    ],
    radius,
  );
}

/** A level stroke under the 1, not always centred. */
function foot(digit: Canvas, { top, bottom }: Extent, radius: number, random: Random): void {
  const height = bottom - top;
  const [x, y] = middleOf(digit, bottom, -radius);
  const tilt = around(0.15, random);
  const half = height * (0.12 + 0.22 * random());
  const aside = around(0.35, random) * half;
  drawLine(digit, [x + aside - half, y - tilt * half], [x + aside + half, y + tilt * half], radius);
}

/** A short stroke across the stem of the 7. */
function bar(digit: Canvas, { top, bottom }: Extent, radius: number, random: Random): void {
  const height = bottom - top;
  const [x, y] = middleOf(digit, Math.round(top + height * (0.42 + 0.2 * random())), 0);
  const half = height * (0.14 + 0.18 * random());
  const tilt = around(0.35, random);
  drawLine(digit, [x - half, y + tilt * half], [x + half, y - tilt * half], radius);
}

/** A stroke from below left to above right through the 0, in it or beyond it. */
function slash(digit: Canvas, { left, top, right, bottom }: Extent, radius: number, random: Random): void {
  const reach = 0.25 + 0.35 * random();
  const [halfX, halfY] = [(right - left) * reach, (bottom - top) * reach];
  if (right - left < 8) return;
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  drawLine(digit, [x - halfX, y + halfY], [x + halfX, y - halfY], Math.min(radius, 1.2));
}

/** The middle of a row's ink, the point moved down by `inset`. */
function middleOf({ width, ink }: Canvas, row: number, inset: number): Point {
  let mass = 0;
  let sum = 0;
  for (let x = 0; x < width; x++) {
    mass += ink[row * width + x]!;
    sum += x * ink[row * width + x]!;
  }
  return [sum / mass, row + inset];
}
