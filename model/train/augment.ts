import { type Canvas, canvasOf } from './canvas.js';
import { coarsen } from './coarse.js';
import { addHabits } from './habits.js';
import { type Picture, PIXELS, SIDE } from './picture.js';
import { around, type Random } from './random.js';
import { retrace } from './retrace.js';
import { asServed } from './serving.js';
import { blur, restroke } from './stroke.js';
import { MILD, warp, WIDE } from './warp.js';
import { breakStrokes, fadeInk, grain, harden, tone } from './wear.js';

/** A digit to make another one from: its pixels, and what it is (0–9). */
export interface Sample {
  picture: Picture;
  label: number;
}

/**
 * A digit that the network has not seen yet, made from one it has. The same `random` gives the same picture; values
 * stay from 0 to 1.
 * @param plain share of the digits that stay close to MNIST's own; the others are written, worn and scanned as other
 *   people's are, then cut out by the preprocessing that uploads go through
 */
export function augment({ picture, label }: Sample, plain: number, random: Random): Picture {
  if (random() < plain) return likeMnist(picture, random);
  return likeUploads(picture, label, random) ?? likeMnist(picture, random);
}

function likeMnist(picture: Picture, random: Random): Picture {
  let changed = canvasOf(warp(picture, MILD, random));
  if (random() < 0.5) changed = restroke(changed, around(0.5, random));
  if (random() < 0.2) changed = blur(changed, 0.5 * random());
  if (random() < 0.4) tone(changed, Math.exp(around(0.4, random)));
  if (random() < 0.1) grain(changed, 0.06 * random(), random);
  return changed.ink;
}

function likeUploads(picture: Picture, label: number, random: Random): Picture | undefined {
  const digit = canvasOf(warp(picture, WIDE, random));
  addHabits(digit, label, random);
  const written = random() < 0.45 ? rewritten(digit, random) : restroked(digit, random);
  if (random() < 0.08) breakStrokes(written, 1 + Math.floor(2 * random()), random);
  const served = asServed(scanned(worn(written, random), random));
  return served && shifted(served.picture, random);
}

/** With an even pen, from a hairline to a marker, on a sheet from the size of a stamp to a small scan. */
function rewritten(digit: Canvas, random: Random): Canvas {
  const side = Math.round(22 + 20 * random());
  // Thin pens are what the digits at hand lack most.
  const width = random() < 0.6 ? 0.035 + 0.05 * random() : 0.07 + 0.11 * random();
  const stretch = random() < 0.4 ? random() : 0;
  return retrace(digit, { side, stretch, radius: Math.max(0.5, (side * width) / 2) });
}

function restroked(digit: Canvas, random: Random): Canvas {
  const kind = random();
  if (kind < 0.35) return digit;
  if (kind < 0.65) return restroke(digit, -random());
  if (kind < 0.9) return restroke(digit, random());
  return restroke(restroke(digit, random()), random());
}

/** As paper, pen and camera leave it. For negatives, too: dirt must not tell digits from the rest. */
export function worn(canvas: Canvas, random: Random): Canvas {
  if (random() < 0.2) fadeInk(canvas, random);
  let changed = random() < 0.3 ? blur(canvas, random()) : canvas;
  if (random() < 0.1) changed = blur(changed, random());
  if (random() < 0.3) tone(changed, Math.exp(around(0.5, random)));
  if (random() < 0.15) harden(changed, 0.3 + 0.3 * random());
  if (random() < 0.15) grain(changed, 0.1 * random(), random);
  return changed;
}

/** Three in ten are reduced to few pixels, as small scans and old data sets are: in greys, one bit, or 17 levels. */
export function scanned(canvas: Canvas, random: Random): Canvas {
  if (random() >= 0.3) return canvas;
  const kind = random();
  const stretch = random() < 0.5 ? 0.5 + 0.5 * random() : 0;
  if (kind < 0.25) {
    const inSteps = (ink: number) => Math.round(ink * 16) / 16;
    return coarsen(canvas, { side: 7 + Math.floor(3 * random()), stretch, paint: inSteps }) ?? canvas;
  }
  const side = 11 + Math.floor(10 * random());
  if (kind < 0.6) return coarsen(canvas, { side, stretch, paint: (ink) => ink }) ?? canvas;
  const level = 0.35 + 0.2 * random();
  return coarsen(canvas, { side: Math.max(14, side), stretch, paint: (ink) => (ink > level ? 1 : 0) }) ?? canvas;
}

/** One in five a pixel aside, because no centre of mass is sure; at the edges there is only paper. */
function shifted(picture: Picture, random: Random): Picture {
  if (random() >= 0.2) return picture;
  const step = [1, -1, SIDE, -SIDE][Math.floor(4 * random())]!;
  const moved = new Float32Array(PIXELS);
  for (let at = Math.max(0, step); at < PIXELS + Math.min(0, step); at++) moved[at] = picture[at - step]!;
  return moved;
}
