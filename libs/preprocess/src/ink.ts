import { floodFromBorder } from './flood.js';
import type { GreyImage } from './grey.js';
import { histogram, quantile } from './histogram.js';
import type { Paper } from './paper.js';

/** Ink that differs from its paper by fewer grey levels than this is no ink. */
const FAINTEST_INK = 14;
/** Nor is what stands out from the paper by less than this many times the paper's own grain. */
const CLEAR_OF_GRAIN = 3;
/** The paper's grain is taken off this many times. */
const TAKEN_OFF = 1.5;
/** Share of the pixels that may be specks on paper with a grain, for all we know. */
const FEW = 1 / 4000;

/** A picture of ink alone: 0 is paper, more is more ink. */
export interface Ink extends GreyImage {
  /** The level of a full stroke, in 1–255; 0 where there is no ink. */
  strength: number;
}

/** All that stands out from its paper. */
export function inkOn(paper: Paper, { width, height }: GreyImage): Ink {
  return aboveGrain(reliefOn(paper), paper, { width, height });
}

/** The same less all that hangs together with the picture's border: a desk, a shadow, the lines of the paper. */
export function inkInside(paper: Paper, { width, height }: GreyImage): Ink {
  const flood = floodFromBorder({ width, height, pixels: paper.darkness });
  const relief = reliefOn(paper).map((level, i) => Math.min(level, paper.darkness[i]! - flood[i]!));
  return aboveGrain(relief, paper, { width, height });
}

function reliefOn({ darkness, level }: Paper): Int16Array {
  const relief = new Int16Array(darkness.length);
  for (let i = 0; i < relief.length; i++) relief[i] = darkness[i]! - (typeof level === 'number' ? level : level[i]!);
  return relief;
}

function aboveGrain(relief: Int16Array, { level }: Paper, size: { width: number; height: number }): Ink {
  const counts = histogram(relief);
  // What strays from even paper the other way is never ink; where light varies, most of the picture is paper.
  const even = typeof level === 'number';
  const usual = even ? 0 : quantile(counts, 0.5);
  const grain = even ? -quantile(histogram(relief, (by) => by < 0), 0.2) : usual - quantile(counts, 0.1);
  const pixels = new Uint8Array(relief.length);
  for (let i = 0; i < pixels.length; i++) pixels[i] = Math.max(0, relief[i]! - usual - TAKEN_OFF * grain);

  const ink = histogram(pixels);
  const most = quantile(ink, 1 - Math.min(0.5, Math.max(2 / pixels.length, grain === 0 ? 0 : FEW)));
  const isInk = most >= Math.max(FAINTEST_INK, (CLEAR_OF_GRAIN - TAKEN_OFF) * grain);
  // A full stroke is what clear ink mostly is, not its darkest spot.
  return { ...size, pixels, strength: isInk ? quantile(histogram(pixels, (by) => by >= most / 2), 0.6) : 0 };
}
