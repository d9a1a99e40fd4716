import { encode } from 'fast-png';
import type { Explained } from './saliency.js';

type Colour = readonly [number, number, number];

/** Of what spoke for the answer, and against it: told apart by all, on black and on white. */
const FOR: Colour = [247, 103, 7];
const AGAINST: Colour = [51, 154, 240];
/** The level of white in the picture itself, so that colours stand out. */
const WHITE = 190;

/** Pixels that the result has at most on a side where it is enlarged, and how many times it is at most. */
const SIDE = 256;
const TIMES = 8;

/** The picture in grey with what decided in colour, as a PNG; a small one enlarged to a whole multiple of its size. */
export function rendered({ width, height, channels, data, map }: Explained): Uint8Array {
  const times = Math.max(1, Math.min(TIMES, Math.floor(SIDE / Math.max(width, height))));
  const across = width * times;
  const pixels = new Uint8Array(across * height * times * 3);
  for (let at = 0; at < map.length; at++) {
    const colour = blended(greyOf(data, at * channels, channels), map[at]! / 127);
    const [left, top] = [(at % width) * times, Math.floor(at / width) * times];
    for (let y = top; y < top + times; y++) {
      for (let x = left; x < left + times; x++) pixels.set(colour, (y * across + x) * 3);
    }
  }
  return encode({ width: across, height: height * times, channels: 3, data: pixels });
}

/** @param strength from -1 to 1 */
function blended(grey: number, strength: number): number[] {
  const share = Math.abs(strength);
  return (strength < 0 ? AGAINST : FOR).map((level) => Math.round(grey + (level - grey) * share));
}

function greyOf(data: Uint8Array, at: number, channels: number): number {
  const sum = data.subarray(at, at + channels).reduce((total, level) => total + level, 0);
  return (sum / channels / 255) * WHITE;
}
