import type { Box } from './grey.js';
import type { Ink } from './ink.js';

/** Share of a full stroke's strength from which a pixel belongs to a stroke. */
const STROKE = 0.3;
/** Strokes with less than this share of the heaviest one's ink are specks, not parts of a digit. */
const SPECK = 0.05;

interface Stroke extends Box {
  /** Sum of its pixels' ink. */
  mass: number;
}

/** The box round a digit's strokes: connected runs of ink, those aside that are too light to be part of it. */
export function boxOfDigit(ink: Ink): Box {
  const strokes = findStrokes(ink);
  const heaviest = Math.max(...strokes.map(({ mass }) => mass));
  const parts = strokes.filter(({ mass }) => mass >= heaviest * SPECK);
  return {
    left: Math.min(...parts.map(({ left }) => left)),
    top: Math.min(...parts.map(({ top }) => top)),
    right: Math.max(...parts.map(({ right }) => right)),
    bottom: Math.max(...parts.map(({ bottom }) => bottom)),
  };
}

/** Flood fill over the eight neighbours of every pixel that is ink enough. */
function findStrokes({ width, height, pixels, strength }: Ink): Stroke[] {
  const open = pixels.map((level) => (level >= strength * STROKE ? 1 : 0));
  const strokes: Stroke[] = [];
  const pending: number[] = [];
  for (let start = open.indexOf(1); start >= 0; start = open.indexOf(1, start + 1)) {
    const stroke: Stroke = { left: width, top: height, right: 0, bottom: 0, mass: 0 };
    open[start] = 0;
    pending.push(start);
    for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
      const x = at % width;
      const y = (at - x) / width;
      stroke.mass += pixels[at]!;
      stroke.left = Math.min(stroke.left, x);
      stroke.right = Math.max(stroke.right, x + 1);
      stroke.top = Math.min(stroke.top, y);
      stroke.bottom = Math.max(stroke.bottom, y + 1);
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const near = ny * width + nx;
          if (open[near]) {
            open[near] = 0;
            pending.push(near);
          }
        }
      }
    }
    strokes.push(stroke);
  }
  return strokes;
}
