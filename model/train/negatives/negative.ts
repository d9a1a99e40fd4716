import { type Sample, scanned, worn } from '../augment.js';
import type { Canvas } from '../canvas.js';
import type { Picture } from '../picture.js';
import type { Random } from '../random.js';
import { asServed } from '../serving.js';
import { clothing } from './clothes.js';
import { letter } from './letters.js';
import { lying, pasted } from './mixed-digits.js';
import { hatching, scribble } from './scribble.js';
import { arrow, blob, cross, fabric, face, grid, star } from './shapes.js';

/** What is no digit, and how often it comes. */
const KINDS: [share: number, draw: (random: Random, digits: readonly [Sample, Sample]) => Canvas | undefined][] = [
  [30, clothing],
  [13, letter],
  [13, scribble],
  [4, hatching],
  [8, blob],
  [3, star],
  [4, grid],
  [3, arrow],
  [4, face],
  [2, cross],
  [5, fabric],
  [7, (random, digits) => pasted(digits, random)],
  [4, (random, [digit]) => lying(digit, random)],
];

const TOTAL = KINDS.reduce((sum, [share]) => sum + share, 0);

/**
 * A picture of no digit, worn and cut out as digits are.
 * @param draw gives two digits, of which some are made
 */
export function negative(draw: () => readonly [Sample, Sample], random: Random): Picture {
  for (;;) {
    const canvas = ofSomeKind(draw, random);
    const served = canvas && asServed(scanned(worn(canvas, random), random));
    // Preprocessing that takes one of several digits leaves a digit.
    if (served && !served.several) return served.picture;
  }
}

function ofSomeKind(draw: () => readonly [Sample, Sample], random: Random): Canvas | undefined {
  let left = random() * TOTAL;
  const [, kind] = KINDS.find(([share]) => (left -= share) < 0)!;
  return kind(random, draw());
}
