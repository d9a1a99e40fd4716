import { heightOf, type GreyImage } from './grey.js';
import type { Stroke } from './strokes.js';

/** Share of the surrounding stroke's height that what it surrounds must have, to be what was meant. */
const MEANT = 0.3;
/** Share of the inner stroke's rows and columns beyond which the outer one must be met, on each side. */
const MET = 0.5;

/** The strokes but for boxes, circles and frames that surround another one of some size. */
export function withoutSurrounding(strokes: Stroke[], picture: GreyImage): Stroke[] {
  const surrounds = (outer: Stroke) => strokes.some((inner) => inner !== outer && isAround(outer, inner, picture));
  return strokes.filter((stroke) => !surrounds(stroke));
}

function isAround(outer: Stroke, inner: Stroke, { width }: GreyImage): boolean {
  if (heightOf(inner) < MEANT * heightOf(outer)) return false;
  if (inner.left <= outer.left || inner.right >= outer.right) return false;
  if (inner.top <= outer.top || inner.bottom >= outer.bottom) return false;
  const [rows, columns] = [inner.bottom - inner.top, inner.right - inner.left];
  const met = { left: new Set<number>(), right: new Set<number>(), above: new Set<number>(), below: new Set<number>() };
  for (const at of outer.pixels) {
    const x = at % width;
    const y = (at - x) / width;
    if (y >= inner.top && y < inner.bottom) {
      if (x < inner.left) met.left.add(y);
      else if (x >= inner.right) met.right.add(y);
    } else if (x >= inner.left && x < inner.right) {
      if (y < inner.top) met.above.add(x);
      else met.below.add(x);
    }
  }
  return (
    Math.min(met.left.size, met.right.size) >= MET * rows && Math.min(met.above.size, met.below.size) >= MET * columns
  );
}
