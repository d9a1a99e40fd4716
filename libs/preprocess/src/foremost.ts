import type { Box, GreyImage } from './grey.js';
import type { Stroke } from './strokes.js';
import { withoutSurrounding } from './surround.js';

/** Strokes with less than this share of the heaviest one's ink are specks, not parts of a digit. */
const SPECK = 0.04;
/** What a stroke that the picture's edge cuts counts for against others: it is rather a neighbour, a desk, a shadow. */
const CUT = 0.1;
/** How far apart, in heights of the digit, parts of one digit may lie. */
const APART = { above: 0.35, beside: 0.25 };
/** Strokes this many times as long as their pen is wide are no blobs. */
const SLENDER = 4;
/** Share of the digit's height and of its ink that another group of strokes needs to pass for a digit itself. */
const PEER = { height: 0.55, mass: 0.25 };

/** The strokes of one digit. */
export interface Foremost extends Box {
  strokes: Stroke[];
  /** Whether other strokes could be digits, too. */
  several: boolean;
  /** Of its heaviest stroke, from 0 for a blob to 1 for what is many times as long as its pen is wide. */
  slenderness: number;
}

/**
 * The digit that a person would name: its strokes kept together, dirt and what the edge cuts left out.
 * @param strokes at least one
 */
export function foremost(strokes: Stroke[], picture: GreyImage): Foremost {
  const bare = withoutSurrounding(strokes, picture);
  const weights = new Map(bare.map((stroke) => [stroke, weight(stroke, picture)]));
  const byWeight = bare.sort((a, b) => weights.get(b)! - weights.get(a)!);
  const heaviest = byWeight[0]!;
  const candidates = byWeight.filter(({ mass }) => mass >= heaviest.mass * SPECK);
  const digit = group(heaviest, candidates);
  const others = candidates.filter((stroke) => !digit.strokes.includes(stroke) && !isCut(stroke, picture));
  const height = digit.bottom - digit.top;
  const mass = inkOf(digit.strokes);
  const several = others.some((stroke) => {
    const other = group(stroke, others);
    return other.bottom - other.top >= height * PEER.height && inkOf(other.strokes) >= mass * PEER.mass;
  });
  return { ...digit, several, slenderness: slenderness(heaviest) };
}

/** Ink of all these strokes. */
export const inkOf = (strokes: Stroke[]): number => strokes.reduce((total, { mass }) => total + mass, 0);

/** Whether the picture's edge cuts a part of it. */
export const isCut = ({ left, top, right, bottom }: Box, { width, height }: GreyImage): boolean =>
  left === 0 || top === 0 || right === width || bottom === height;

/** Ink, less the further from the middle and the more of a blob it is, much less where the edge cuts it. */
function weight(stroke: Stroke, picture: GreyImage): number {
  const { left, top, right, bottom, mass } = stroke;
  const x = (left + right) / picture.width - 1;
  const y = (top + bottom) / picture.height - 1;
  const central = 1 - 0.3 * Math.min(1, Math.hypot(x, y));
  return mass * central * slenderness(stroke) * (isCut(stroke, picture) ? CUT : 1);
}

/** From 0 for a blob to 1 for what is many times as long as its pen is wide. */
function slenderness({ left, top, right, bottom, rim, pixels }: Stroke): number {
  const pen = (2 * pixels.length) / rim;
  return Math.min(1, Math.max(right - left, bottom - top) / pen / SLENDER);
}

/** A stroke and all that belong to it, directly or by way of others. */
function group(first: Stroke, candidates: Stroke[]): Box & { strokes: Stroke[] } {
  let { left, top, right, bottom } = first;
  const strokes = [first];
  const rest = candidates.filter((stroke) => stroke !== first);
  for (let found = true; found; ) {
    const at = rest.findIndex((stroke) => belongs(stroke, { left, top, right, bottom }));
    found = at >= 0;
    if (!found) break;
    const [stroke] = rest.splice(at, 1) as [Stroke];
    strokes.push(stroke);
    left = Math.min(left, stroke.left);
    top = Math.min(top, stroke.top);
    right = Math.max(right, stroke.right);
    bottom = Math.max(bottom, stroke.bottom);
  }
  return { left, top, right, bottom, strokes };
}

function belongs(part: Box, digit: Box): boolean {
  const height = Math.max(digit.bottom - digit.top, part.bottom - part.top);
  const beside = Math.max(part.left - digit.right, digit.left - part.right);
  const above = Math.max(part.top - digit.bottom, digit.top - part.bottom);
  if (beside < 0) return above <= height * APART.above;
  const tall = Math.min(digit.bottom - digit.top, part.bottom - part.top) > 0.85 * height;
  return above < 0 && !tall && beside <= height * APART.beside;
}
