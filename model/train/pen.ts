import type { Canvas, Point } from './canvas.js';

/**
 * Draws a straight stroke with round ends and antialiased edges; where there is more ink already, it stays.
 * @param radius half the stroke's width, in pixels
 * @param level ink of the stroke, 0 to 1
 */
export function drawLine(canvas: Canvas, from: Point, to: Point, radius: number, level = 1): void {
  alongLine(canvas, from, to, radius, (at, cover) => {
    canvas.ink[at] = Math.max(canvas.ink[at]!, cover * level);
  });
}

/** Takes ink away where {@link drawLine} would put it. */
export function eraseLine(canvas: Canvas, from: Point, to: Point, radius: number): void {
  alongLine(canvas, from, to, radius, (at, cover) => {
    canvas.ink[at]! *= 1 - cover;
  });
}

/** Draws strokes from each point to the next. */
export function drawPath(canvas: Canvas, points: readonly Point[], radius: number, level = 1): void {
  for (let end = 1; end < points.length; end++) drawLine(canvas, points[end - 1]!, points[end]!, radius, level);
}

/** Tells of every pixel near a straight stroke how much of it the stroke covers, 0 to 1. */
function alongLine(
  { width, height }: Canvas,
  [fromX, fromY]: Point,
  [toX, toY]: Point,
  radius: number,
  paint: (at: number, cover: number) => void,
): void {
  const [alongX, alongY] = [toX - fromX, toY - fromY];
  const squared = alongX * alongX + alongY * alongY || 1;
  const reach = radius + 0.5;
  const left = Math.max(0, Math.ceil(Math.min(fromX, toX) - reach));
  const right = Math.min(width - 1, Math.floor(Math.max(fromX, toX) + reach));
  const top = Math.max(0, Math.ceil(Math.min(fromY, toY) - reach));
  const bottom = Math.min(height - 1, Math.floor(Math.max(fromY, toY) + reach));
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const share = ((x - fromX) * alongX + (y - fromY) * alongY) / squared;
      const nearest = share < 0 ? 0 : share > 1 ? 1 : share;
      const [awayX, awayY] = [x - fromX - nearest * alongX, y - fromY - nearest * alongY];
      const cover = reach - Math.sqrt(awayX * awayX + awayY * awayY);
      if (cover > 0) paint(y * width + x, Math.min(1, cover));
    }
  }
}
