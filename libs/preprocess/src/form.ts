import { boxAround, type Box } from './grey.js';
import type { Ink } from './ink.js';
import type { Stroke } from './strokes.js';

/** Boxes smaller than this, in pixels, are no boxes: their sides cannot be told from curves. */
const SMALLEST = 24;
/** Smaller ones than this must be closed on all four sides: an angular 4 has three. */
const LARGE = 48;
/** Share of a side that lies on one straight line. */
const STRAIGHT = 0.7;
/** A line's inliers lie this close to it, in pixels. */
const NEAR = 1.6;
/** The steepest a side stands from upright or level: 8 degrees. */
const TILT = 0.14;

/** Hits, evenly spread over a side, through pairs of which lines are tried. */
const TRIED = 9;
/** How much thicker than it mostly is a line may be somewhere, and the width of its soft edge in pixels. */
const UNEVEN = 1.3;
const SOFT = 2;

type Direction = 'left' | 'right' | 'top' | 'bottom';

/**
 * Ink without a form's box, or a frame drawn round a digit, even where the digit touches it: where the outermost ink
 * runs straight on at least three sides, as much of it is taken off as the line is thick.
 * @param strokes of the ink, but for specks
 * @returns null where there is no box
 */
export function withoutForm(ink: Ink, strokes: Stroke[]): Ink | null {
  if (strokes.length === 0) return null;
  const { left, top, right, bottom } = strokes.reduce<Box>(boxAround, strokes[0]!);
  if (right - left < SMALLEST || bottom - top < SMALLEST) return null;
  const inked = new Uint8Array(ink.pixels.length);
  for (const stroke of strokes) for (const at of stroke.pixels) inked[at] = 1;

  const sides = (['left', 'right', 'top', 'bottom'] as const).flatMap((direction) => {
    const upright = direction === 'left' || direction === 'right';
    const [from, to] = upright ? [top, bottom] : [left, right];
    const profile: Hit[] = [];
    for (let along = from; along < to; along++) {
      const hit = outermost(inked, ink, direction, along);
      if (hit) profile.push(hit);
    }
    const line = straight(profile);
    return line.length >= STRAIGHT * (to - from) ? [line] : [];
  });
  if (sides.length < (Math.min(right - left, bottom - top) < LARGE ? 4 : 3)) return null;
  const pixels = ink.pixels.slice();
  for (const line of sides) erase(pixels, line, ink.width);
  return { ...ink, pixels };
}

/** Where a row or column meets ink first: how far along the side, how far in, through how much; the pixels' indices. */
interface Hit {
  along: number;
  depth: number;
  run: number;
  start: number;
  step: number;
}

function outermost(inked: Uint8Array, { width, height }: Ink, direction: Direction, along: number): Hit | null {
  const upright = direction === 'left' || direction === 'right';
  const forward = direction === 'left' || direction === 'top';
  const length = upright ? width : height;
  const first = forward ? 0 : length - 1;
  const step = (upright ? 1 : width) * (forward ? 1 : -1);
  let at = upright ? along * width + first : first * width + along;
  for (let depth = 0; depth < length; depth++, at += step) {
    if (!inked[at]) continue;
    let run = 1;
    while (depth + run < length && inked[at + run * step]) run++;
    return { along, depth, run, start: at, step };
  }
  return null;
}

/** The hits on the straight line that most of them lie on, out of lines through pairs of them. */
function straight(profile: Hit[]): Hit[] {
  let best: Hit[] = [];
  const samples = Array.from({ length: TRIED }, (_, i) => profile[Math.floor(((i + 0.5) * profile.length) / TRIED)]!);
  for (const [i, a] of samples.entries()) {
    for (const b of samples.slice(i + 1)) {
      const slope = (b.depth - a.depth) / (b.along - a.along);
      if (!(Math.abs(slope) <= TILT)) continue;
      const on = profile.filter(({ along, depth }) => Math.abs(a.depth + slope * (along - a.along) - depth) <= NEAR);
      if (on.length > best.length) best = on;
    }
  }
  return best;
}

/** Erases a line and its soft edges, no deeper than it is thick. */
function erase(pixels: Uint8Array, line: Hit[], width: number): void {
  const runs = line.map(({ run }) => run).sort((a, b) => a - b);
  const thick = Math.ceil(runs[Math.floor(runs.length / 2)]! * UNEVEN) + 1;
  for (const { start, step } of line) {
    for (let depth = -SOFT; depth < thick; depth++) {
      const at = start + depth * step;
      const sameRow = Math.abs(step) > 1 || Math.floor(at / width) === Math.floor(start / width);
      if (at >= 0 && at < pixels.length && sameRow) pixels[at] = 0;
    }
  }
}
