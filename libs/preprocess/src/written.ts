import { withoutEdging } from './edging.js';
import { foremost, inkOf, type Foremost } from './foremost.js';
import { withoutForm } from './form.js';
import { fillsPicture, isOfPaper } from './border.js';
import { heightOf, isCut, sideOf, type Shades } from './grey.js';
import { inkInside, inkOn, type Ink } from './ink.js';
import { evenPaper, unevenPaper } from './paper.js';
import { isShadowEdge } from './shadow-edge.js';
import { findStrokes, type Stroke } from './strokes.js';

/** Pictures smaller than this, in pixels, have been cut to the digit: it may well touch all sides. */
const ROOM = 64;
/** Pictures as large as this on uneven paper show more than a digit. */
const PHOTO = 112;
/** What is smaller than this share of the picture may be a blob only because it is so small. */
const SMALL = 0.3;
/** Ink weaker than this share of what reaches the border is the paper's own grain. */
const STILL_INK = 0.15;
/** What reaches the border of uneven paper and is weaker than this is the light itself, fading. */
const CLEAR_OF_LIGHT = 30;
/** Ink at least this slender has been written. */
const WRITTEN = 0.65;
/** Dark ink of this strength needs no comparison with light. */
const CLEAR = 60;
/** How many times likelier light ink must be. */
const LIKELIER = 2;
/** A part of less height than this share of the whole is not what a form's box is for. */
const CONTENT = 0.3;
/** Strokes with less than this share of all ink have no part in a form's box. */
const BIT = 0.05;

/** What a pen has written: the strokes of a digit, and the picture of ink that they were found in. */
export interface Written {
  ink: Ink;
  digit: Foremost;
}

/**
 * The digit written in a picture. On paper of one level, if there is one and ink stands free on it; else what has been
 * written inside the picture, however its paper is lit; else, for want of anything better, what reaches the border.
 * @returns null where nothing stands out from the paper
 */
export function findWritten(picture: Shades): Written | null {
  const even = evenPaper(picture);
  const simple = even && read(inkOn(even, picture));
  const side = Math.max(picture.width, picture.height);
  if (simple && side < ROOM) return simple;
  const free = simple && !isCut(simple.digit, picture);
  if (free && (isPenned(simple) || sideOf(simple.digit) < SMALL * side)) return simple;
  const filling = simple ?? (side < PHOTO ? readUneven(picture, inkOn) : null);
  if (filling && isPenned(filling) && fillsPicture(filling.digit, picture)) return filling;
  const inside = readUneven(picture, inkInside);
  if (inside && isPenned(inside) && inside.ink.strength > (simple?.ink.strength ?? 0) * STILL_INK) return inside;
  const all = simple || side < PHOTO ? filling : readUneven(picture, inkOn);
  const isLight = all && !simple && all.ink.strength < CLEAR_OF_LIGHT;
  return all && !isLight && !isOfPaper(all.digit, picture) ? all : inside;
}

const isPenned = ({ digit }: Written): boolean => digit.slenderness > WRITTEN;

/** Where it varies, paper is mostly lighter than ink: light ink must be clearly the likelier one. */
function likelier(read: (ink: 'dark' | 'light') => Written | null): Written | null {
  const dark = read('dark');
  if (dark && dark.digit.slenderness === 1 && dark.ink.strength >= CLEAR) return dark;
  const light = read('light');
  const likeness = ({ ink, digit }: Written) => Math.sqrt(ink.strength) * digit.slenderness ** 2;
  return light && (!dark || likeness(light) > LIKELIER * likeness(dark)) ? light : dark;
}

/** The foremost digit on uneven paper, of what is no edge of a shadow. */
function readUneven(picture: Shades, inkOf: typeof inkOn): Written | null {
  return likelier((polarity) => {
    const paper = unevenPaper(picture, polarity);
    const ink = inkOf(paper, picture);
    const darkness = { ...picture, pixels: paper.darkness };
    const isPhoto = Math.max(picture.width, picture.height) >= PHOTO;
    return read(ink, (stroke) => !(isPhoto && isShadowEdge(stroke, darkness, ink.strength)));
  });
}

/** The foremost digit in ink, without a form's box around it. */
function read(ink: Ink, counts: (stroke: Stroke) => boolean = () => true): Written | null {
  const found = findStrokes(ink).filter(counts);
  if (found.length === 0) return null;
  const strokes = withoutEdging(found, ink);
  const whole = { ink, digit: foremost(strokes, ink) };
  if (Math.max(ink.width, ink.height) < ROOM) return whole;
  const least = BIT * inkOf(found);
  const bare = withoutForm(
    ink,
    strokes.filter(({ mass }) => mass > least),
  );
  const left = bare ? findStrokes(bare) : [];
  if (!bare || left.length === 0) return whole;
  const inner = { ink: bare, digit: foremost(withoutEdging(left, bare), bare) };
  return heightOf(inner.digit) >= CONTENT * heightOf(whole.digit) ? inner : whole;
}
