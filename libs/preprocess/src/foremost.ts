import { boxAround, heightOf, isCut, sideOf, type Box, type GreyImage } from './grey.js';
import { penOf, type Stroke } from './strokes.js';
import { withoutSurrounding } from './surround.js';

/** Strokes with less than this share of the heaviest one's ink are specks, not parts of a digit. */
const SPECK = 0.04;
/** More strokes than this are not looked at. */
const MOST_STROKES = 100;
/** What a stroke that the picture's edge cuts counts for against others: it is rather a neighbour, a desk, a shadow. */
const CUT = 0.1;
/** How far apart, in sides of the digit, parts of one digit may lie. */
const APART = { above: 0.35, beside: 0.25, aslant: 0.15 };
/** Parts beside the rest of a digit are lower than this share of it. */
const SMALL_PART = 0.5;
/** The stem of a 4, in its heights: its greatest width; how much further down than the rest it reaches; less, if it nearly touches. */
const STEM = { width: 0.4, longer: 0.12, touching: 0.1, longerTouching: 0.02 };
/** Share of the heaviest stroke's mean level that another of the same digit has at least. */
const SAME_PEN = 0.55;
/** Share of its weight that a stroke loses at the picture's border. */
const ASIDE = 0.3;
/** Strokes this many times as long as their pen is wide are no blobs. */
const SLENDER = 4;
/** Share of the digit's height and of its ink that another group of strokes needs to pass for a digit itself. */
const PEER = { height: 0.55, mass: 0.25 };
/** A 1 has less ink, and is as tall as its neighbours. */
const ONE = { height: 0.8, mass: 0.12 };

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
  const weights = new Map(
    withoutSurrounding(notSpecks(strokes), picture).map((stroke) => [stroke, weight(stroke, picture)]),
  );
  const candidates = [...weights.keys()].sort((a, b) => weights.get(b)! - weights.get(a)!);
  const heaviest = candidates[0]!;
  const digit = group(heaviest, candidates);
  const others = candidates.filter((stroke) => !digit.strokes.includes(stroke) && !isCut(stroke, picture));
  const height = heightOf(digit);
  const mass = inkOf(digit.strokes);
  const several = others.some((stroke) => {
    const other = group(stroke, others);
    const tall = heightOf(other) / height;
    const heavy = inkOf(other.strokes) / mass;
    return (tall >= PEER.height && heavy >= PEER.mass) || (tall >= ONE.height && heavy >= ONE.mass);
  });
  return { ...digit, several, slenderness: slenderness(heaviest) };
}

/** The heaviest strokes; a picture of nothing but noise has thousands. */
function notSpecks(strokes: Stroke[]): Stroke[] {
  const byMass = [...strokes].sort((a, b) => b.mass - a.mass);
  return byMass.slice(0, MOST_STROKES).filter(({ mass }) => mass >= byMass[0]!.mass * SPECK);
}

/** Ink of all these strokes. */
export const inkOf = (strokes: Stroke[]): number => strokes.reduce((total, { mass }) => total + mass, 0);

/** Ink, less the further from the middle and the more of a blob it is, much less where the edge cuts it. */
function weight(stroke: Stroke, picture: GreyImage): number {
  const { left, top, right, bottom, mass } = stroke;
  const x = (left + right) / picture.width - 1;
  const y = (top + bottom) / picture.height - 1;
  const central = 1 - ASIDE * Math.min(1, Math.hypot(x, y));
  return mass * central * slenderness(stroke) * (isCut(stroke, picture) ? CUT : 1);
}

/** From 0 for a blob to 1 for what is many times as long as its pen is wide. */
function slenderness(stroke: Stroke): number {
  return Math.min(1, sideOf(stroke) / penOf(stroke) / SLENDER);
}

/** A stroke and all that belong to it, directly or by way of others. */
function group(first: Stroke, candidates: Stroke[]): Box & { strokes: Stroke[] } {
  const strokes = [first];
  let box: Box = first;
  const rest = candidates.filter((stroke) => stroke !== first && isSamePen(stroke, first));
  for (;;) {
    const at = rest.findIndex((stroke) => belongs(stroke, box));
    if (at < 0) return { ...box, strokes };
    const [stroke] = rest.splice(at, 1) as [Stroke];
    strokes.push(stroke);
    box = boxAround(box, stroke);
  }
}

/** Other ink is a form's, or shows through from the back. */
const isSamePen = (one: Stroke, first: Stroke): boolean =>
  one.mass / one.pixels.length >= (SAME_PEN * first.mass) / first.pixels.length;

/** Above or below one another; or beside, if it is a small part or the stem of an open 4: else it is another digit. */
function belongs(part: Box, digit: Box): boolean {
  const height = Math.max(heightOf(part), heightOf(digit));
  const side = Math.max(sideOf(part), sideOf(digit));
  const beside = Math.max(part.left - digit.right, digit.left - part.right);
  const above = Math.max(part.top - digit.bottom, digit.top - part.bottom);
  if (beside < 0) return above <= side * APART.above;
  if (above >= 0) return Math.max(above, beside) <= side * APART.aslant;
  if (beside > height * APART.beside) return false;
  const [left, right] = part.left < digit.left ? [part, digit] : [digit, part];
  return Math.min(heightOf(part), heightOf(digit)) <= height * SMALL_PART || isOpenFour(left, right);
}

/** An upright stroke that goes on further down than what stands to its left. */
const isOpenFour = (left: Box, stem: Box): boolean =>
  stem.right - stem.left < STEM.width * heightOf(stem) &&
  stem.bottom - left.bottom >
    (stem.left - left.right < STEM.touching * heightOf(stem) ? STEM.longerTouching : STEM.longer) * heightOf(stem);
