import type { Sample } from '../augment.js';
import { blankCanvas, type Canvas } from '../canvas.js';
import { SIDE } from '../picture.js';
import { around, type Random } from '../random.js';
import { MILD, warp } from '../warp.js';

/** Digits that are no digit when they lie on their side. */
const LYING = [2, 3, 4, 5, 7];

/** How far, in pixels, the second digit may stand above or below the first. */
const UNEVEN = 4;

/**
 * Two digits side by side, touching or half over each other.
 * @returns undefined where one of them is a 1, which may pass for a stroke of the other
 */
export function pasted([one, other]: readonly [Sample, Sample], random: Random): Canvas | undefined {
  if (one.label === 1 || other.label === 1) return undefined;
  const [across, down] = [Math.round(11 + 6 * random()), Math.round(around(UNEVEN, random))];
  const canvas = blankCanvas(2 * SIDE, SIDE + 2 * UNEVEN);
  const first = warp(one.picture, MILD, random);
  const second = warp(other.picture, MILD, random);
  for (let y = 0, at = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++, at++) {
      lay(canvas, x, y + UNEVEN, first[at]!);
      lay(canvas, x + across, y + UNEVEN + down, second[at]!);
    }
  }
  return canvas;
}

/** A digit on its side; undefined where that could be read. */
export function lying({ picture, label }: Sample, random: Random): Canvas | undefined {
  if (!LYING.includes(label)) return undefined;
  const upright = warp(picture, MILD, random);
  const canvas = blankCanvas(SIDE);
  const clockwise = random() < 0.5;
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const [toX, toY] = clockwise ? [SIDE - 1 - y, x] : [y, SIDE - 1 - x];
      canvas.ink[toY * SIDE + toX] = upright[y * SIDE + x]!;
    }
  }
  return canvas;
}

function lay({ width, ink }: Canvas, x: number, y: number, level: number): void {
  ink[y * width + x] = Math.max(ink[y * width + x]!, level);
}
