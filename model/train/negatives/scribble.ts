import { blankCanvas, type Canvas, type Point } from '../canvas.js';
import { drawPath } from '../pen.js';
import { around, type Random } from '../random.js';

const SIDE = 32;

/** One to three long random curves, as of a pen that is tried out: too many turns to be a digit. */
export function scribble(random: Random): Canvas {
  const canvas = blankCanvas(SIDE);
  const curves = 1 + Math.floor(3 * random());
  const radius = 0.5 + 1.3 * random() ** 2;
  for (let curve = 0; curve < curves; curve++) {
    const turns = Math.ceil((curves === 1 ? 10 : 5) + 6 * random());
    const corners = Array.from({ length: turns }, (): Point => [3 + 26 * random(), 3 + 26 * random()]);
    drawPath(canvas, splineThrough(corners), radius, 0.7 + 0.3 * random());
  }
  return canvas;
}

/** Strokes up and down, side by side, as where something is crossed out or shaded. */
export function hatching(random: Random): Canvas {
  const canvas = blankCanvas(SIDE);
  const strokes = 7 + Math.floor(8 * random());
  const [slant, uneven] = [around(8, random), 4 * random()];
  const path = Array.from({ length: strokes }, (_, stroke): Point => {
    const up = stroke % 2 === 0;
    const x = 5 + (22 * stroke) / strokes + (up ? slant : -slant) / 2;
    return [x + around(1, random), (up ? 5 : 27) + around(uneven, random)];
  });
  drawPath(canvas, path, 0.5 + 0.7 * random());
  if (random() < 0.5)
    drawPath(
      canvas,
      path.map(([x, y]): Point => [y, x]),
      0.5 + 0.5 * random(),
    );
  return canvas;
}

/** A smooth curve through the points (Catmull and Rom, 1974), six steps from each to the next. */
export function splineThrough(points: readonly Point[]): Point[] {
  const at = (index: number) => points[Math.min(points.length - 1, Math.max(0, index))]!;
  return points.slice(1).flatMap((_, index) =>
    Array.from({ length: 6 }, (__, step): Point => {
      const t = (step + 1) / 6;
      const along = (axis: 0 | 1) => {
        const [a, b, c, d] = [at(index - 1)[axis], at(index)[axis], at(index + 1)[axis], at(index + 2)[axis]];
        return b + (t / 2) * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * b - a - 3 * c + d)));
      };
      return [along(0), along(1)];
    }),
  );
}
