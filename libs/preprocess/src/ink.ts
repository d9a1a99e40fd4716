import { floodFromBorder } from './flood.js';
import type { GreyImage } from './grey.js';
import { histogram, part, quantile } from './histogram.js';
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
  /** Whether the paper varies from pixel to pixel, so that a few dark ones mean nothing. */
  grainy: boolean;
}

const NONE = new Uint8Array();

type Size = Pick<GreyImage, 'width' | 'height'>;

/** All that stands out from its paper. */
export function inkOn(paper: Paper, { width, height }: Size): Ink {
  return aboveGrain(reliefOn(paper), paper, { width, height });
}

/** The same less all that hangs together with the picture's border: a desk, a shadow, the lines of the paper. */
export function inkInside(paper: Paper, { width, height }: Size): Ink {
  const { darkness } = paper;
  const flood = floodFromBorder({ width, height, pixels: darkness });
  const relief = reliefOn(paper);
  for (let i = 0; i < relief.length; i++) {
    const above = darkness[i]! - flood[i]!;
    if (above < relief[i]!) relief[i] = above;
  }
  return aboveGrain(relief, paper, { width, height });
}

function reliefOn({ darkness, level }: Paper): Int16Array {
  const relief = new Int16Array(darkness.length);
  if (typeof level === 'number') for (let i = 0; i < relief.length; i++) relief[i] = darkness[i]! - level;
  else for (let i = 0; i < relief.length; i++) relief[i] = darkness[i]! - level[i]!;
  return relief;
}

function aboveGrain(relief: Int16Array, { level }: Paper, size: Size): Ink {
  const counts = histogram(relief);
  // What strays from even paper the other way is never ink; where light varies, most of the picture is paper.
  const even = typeof level === 'number';
  const usual = even ? 0 : quantile(counts, 0.5);
  const grain = even ? -quantile(part(counts, -255, -1), 0.2) : usual - quantile(counts, 0.1);
  const grainy = grain > 0;
  const floor = Math.round(usual + TAKEN_OFF * grain);
  const few = Math.max(2 / relief.length, grainy ? FEW : 0);
  const most = quantile(counts, 1 - Math.min(0.5, few)) - floor;
  if (most < Math.max(FAINTEST_INK, (CLEAR_OF_GRAIN - TAKEN_OFF) * grain))
    return { ...size, pixels: NONE, strength: 0, grainy };
  const pixels = new Uint8Array(relief.length);
  for (let i = 0; i < pixels.length; i++) pixels[i] = Math.max(0, relief[i]! - floor);
  // A full stroke is what clear ink mostly is, not its darkest spot.
  const clear = part(counts, Math.ceil(floor + most / 2), 255);
  return { ...size, pixels, strength: quantile(clear, 0.6) - floor, grainy };
}
