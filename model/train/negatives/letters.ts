import { blankCanvas, type Canvas, type Point } from '../canvas.js';
import { drawPath } from '../pen.js';
import { around, type Random } from '../random.js';
import { splineThrough } from './scribble.js';

/**
 * Letters that no hurried digit looks like, as strokes over a grid of 9 × 9 places; each place two figures, across and
 * down. A stroke that begins with ~ is drawn as a curve.
 */
const LETTERS: Record<string, string> = {
  A: '08 40 88,25 65',
  E: '80 00 08 88,04 64',
  F: '80 00 08,04 64',
  H: '00 08,80 88,04 84',
  K: '00 08,80 04 88',
  M: '08 00 46 80 88',
  N: '08 00 88 80',
  P: '08 00,~00 60 82 64 04',
  R: '08 00,~00 60 82 64 04,34 88',
  T: '00 80,40 48',
  W: '00 28 43 68 80',
  X: '00 88,80 08',
  m: '~03 18 08,~08 15 34 46 48,~48 55 74 86 88',
  k: '00 08,64 05 68',
  w: '~03 17 38 46 44,~44 47 58 77 83',
  Ж: '40 48,00 44 08,80 44 88',
  Ш: '00 08 88 80,40 48',
  '#': '20 18,70 68,02 82,06 86',
};

const STROKES = Object.values(LETTERS).map((strokes) => strokes.split(','));

/** A letter in a random hand: slanted, stretched, its corners displaced. */
export function letter(random: Random): Canvas {
  const side = 30;
  const canvas = blankCanvas(side);
  const strokes = STROKES[Math.floor(random() * STROKES.length)]!;
  const [wide, slant] = [(0.7 + 0.5 * random()) * 2.4, around(0.25, random)];
  const radius = 0.5 + 1.2 * random();
  for (const stroke of strokes) {
    const points = stroke
      .replace('~', '')
      .split(' ')
      .map((place): Point => {
        const [x, y] = [Number(place[0]) - 4 + around(0.5, random), Number(place[1]) - 4 + around(0.5, random)];
        return [side / 2 + wide * x - slant * 2.4 * y, side / 2 + 2.6 * y];
      });
    drawPath(canvas, stroke.startsWith('~') ? splineThrough(points) : points, radius);
  }
  return canvas;
}
