import { CodedError } from '#contract';
import { foremost, inkOf, isCut, type Foremost } from './foremost.js';
import { withoutForm } from './form.js';
import { frame } from './frame.js';
import { shadesOfGrey, type Box, type GreyImage, type Shades } from './grey.js';
import { inkInside, inkOn, type Ink } from './ink.js';
import { evenPaper, unevenPaper } from './paper.js';
import { findStrokes, type Stroke } from './strokes.js';

/** Smaller pictures have been cut to the digit: it may well touch all sides. */
const ROOM = 64;
/** Ink weaker than this share of what reaches the border is the paper's own grain. */
const STILL_INK = 0.15;

/** Ink at least this slender has been written. */
const WRITTEN = 0.65;

/** A digit as MNIST's makers would have made it. */
export interface Digit extends GreyImage {
  /** Whether the picture shows several digits, of which this is the foremost. */
  several: boolean;
  /** Where it lies in the picture. */
  box: Box;
}

/**
 * Finds the digit in a picture and makes it as MNIST's makers did: light on dark, fitted, centred by its mass.
 * @throws CodedError `blank_image` where nothing stands out from the paper
 */
export function digitIn(picture: GreyImage | Shades, width: number, height: number): Digit {
  const found = find('least' in picture ? picture : shadesOfGrey(picture));
  if (!found) throw new CodedError('blank_image');
  const { ink, digit } = found;
  return { ...frame(onlyThese(digit.strokes, ink), digit, width, height), several: digit.several, box: digit };
}

/**
 * On paper of one level, if there is one and ink stands free on it. Else what a pen has written inside the picture,
 * however its paper is lit; else, for want of anything better, what reaches the border.
 */
function find(picture: Shades): Found | null {
  const even = evenPaper(picture);
  const simple = even && pick(inkOn(even, picture));
  const side = Math.max(picture.width, picture.height);
  if (side < ROOM || (simple && !isCut(simple.digit, picture) && (isWritten(simple) || sideOf(simple.digit) < 0.3 * side))) {
    return simple;
  }
  const papers = (['dark', 'light'] as const).map((ink) => unevenPaper(picture, ink));
  const inside = likelier(papers.map((paper) => pick(inkInside(paper, picture))));
  if (inside && isWritten(inside) && inside.ink.strength > (simple?.ink.strength ?? 0) * STILL_INK) return inside;
  return simple ?? likelier(papers.map((paper) => pick(inkOn(paper, picture))));
}

const isWritten = ({ digit }: Found): boolean => digit.slenderness > WRITTEN;

/** Where it varies, paper is mostly lighter than ink: light ink must be clearly the likelier one. */
function likelier([dark, light]: (Found | null)[]): Found | null {
  return light && (!dark || likeness(light) > 2 * likeness(dark)) ? light : (dark ?? null);
}

const sideOf = ({ left, top, right, bottom }: Box): number => Math.max(right - left, bottom - top);

const likeness = ({ ink, digit }: Found): number => Math.sqrt(ink.strength) * digit.slenderness ** 2;

interface Found {
  ink: Ink;
  digit: Foremost;
}

function pick(ink: Ink): Found | null {
  const strokes = findStrokes(ink);
  if (strokes.length === 0) return null;
  const digit = foremost(strokes, ink);
  if (Math.max(ink.width, ink.height) < ROOM) return { ink, digit };
  const bare = withoutForm(ink, strokes.filter(({ mass }) => mass > 0.05 * inkOf(strokes)));
  const inner = bare ? findStrokes(bare) : [];
  if (!bare || inner.length === 0) return { ink, digit };
  const written = foremost(inner, bare);
  return written.bottom - written.top >= 0.3 * (digit.bottom - digit.top) ? { ink: bare, digit: written } : { ink, digit };
}

/** The ink of these strokes and their soft edges, full strokes at 255; the rest of the picture is left empty. */
function onlyThese(strokes: Stroke[], { width, height, pixels, strength }: Ink): GreyImage {
  const kept = new Uint8Array(pixels.length);
  const reach = Math.max(width, height) < 64 ? 1 : 2;
  for (const stroke of strokes) {
    for (const at of stroke.pixels) {
      const x = at % width;
      const y = (at - x) / width;
      for (let ny = Math.max(0, y - reach); ny <= Math.min(height - 1, y + reach); ny++) {
        for (let nx = Math.max(0, x - reach); nx <= Math.min(width - 1, x + reach); nx++) {
          const near = ny * width + nx;
          kept[near] = Math.min(255, (pixels[near]! * 255) / strength);
        }
      }
    }
  }
  return { width, height, pixels: kept };
}
