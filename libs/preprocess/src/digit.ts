import { CodedError } from '#contract';
import { frame } from './frame.js';
import { shadesOfGrey, type Box, type GreyImage, type Shades } from './grey.js';
import type { Ink } from './ink.js';
import { alreadyMade } from './made.js';
import type { Stroke } from './strokes.js';
import { findWritten } from './written.js';

/** From this side on, in pixels, the soft edges of strokes are wider. */
const LARGE = 64;

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
  const made = alreadyMade(picture, width, height);
  if (made) return { ...made, several: false, box: { left: 0, top: 0, right: width, bottom: height } };
  const found = findWritten('least' in picture ? picture : shadesOfGrey(picture));
  if (!found) throw new CodedError('blank_image');
  const { ink, digit } = found;
  return { ...frame(onlyThese(digit.strokes, ink), digit, width, height), several: digit.several, box: digit };
}

/** The ink of these strokes and their soft edges, full strokes at 255; the rest of the picture is left empty. */
function onlyThese(strokes: Stroke[], { width, height, pixels, strength }: Ink): GreyImage {
  const kept = new Uint8Array(pixels.length);
  const brought = new Uint8Array(256);
  for (let level = 0; level < 256; level++) brought[level] = Math.min(255, (level * 255) / strength);
  const reach = Math.max(width, height) < LARGE ? 1 : 2;
  for (const stroke of strokes) {
    for (const at of stroke.pixels) {
      const x = at % width;
      const y = (at - x) / width;
      for (let ny = Math.max(0, y - reach); ny <= Math.min(height - 1, y + reach); ny++) {
        const last = ny * width + Math.min(width - 1, x + reach);
        for (let near = ny * width + Math.max(0, x - reach); near <= last; near++) kept[near] = brought[pixels[near]!]!;
      }
    }
  }
  return { width, height, pixels: kept };
}
