import { CodedError, type Crop } from '#contract';
import { digitIn, type Digit } from './digit.js';
import { flatten, paperBehind, sideOf, toShades, type Box } from './grey.js';
import type { Picture } from './picture.js';
import type { Raster } from './raster.js';
import { shareOf } from './share.js';
import type { Size } from './size.js';

/** Longest side, in pixels, of the picture in which a digit is looked for: the work grows with its square. */
const FAR = 128;
/** Longest side of a second look at the whole, when nothing was seen from far. */
const NEAR = 256;
/** A digit of this size, in pixels, is seen well enough for the 20 that models make of it. */
const ENOUGH = 28;
/** Paper that a closer look takes in around the digit, in sides of the digit. */
const MARGIN = 0.6;

/** A digit, and where its strokes lie in the whole upright picture. */
export interface FoundDigit extends Digit {
  crop: Crop;
}

/**
 * Looks for a digit in the whole picture, from far, and closer again where it is small.
 * @param size of the picture to make of it
 * @throws CodedError as decoding does, and `blank_image`
 */
export async function lookForDigit(picture: Picture, size: Size): Promise<FoundDigit> {
  const whole = await picture.within(FAR);
  const paper = paperBehind(whole);
  const far = seenIn(whole, paper, size);
  if (Math.max(whole.width, whole.height) < FAR) return located(far ?? blank(), whole);
  if (far && sideOf(far.box) >= ENOUGH) return located(far, whole);
  // What is so small that it is not seen from far is looked for once more.
  const larger = far ? whole : await picture.within(NEAR);
  const seen = far ?? seenIn(larger, paper, size) ?? blank();
  const part = around(seen.box, larger);
  const closer = await picture.part(part, FAR);
  const near = seenIn(closer, paper, size);
  // How many there are is seen from far.
  return near ? located({ ...near, several: seen.several }, closer, part) : located(seen, larger);
}

/** @param part of the whole picture that the raster shows in which the digit was found */
const located = (digit: Digit, raster: Size, part?: Crop): FoundDigit => ({
  ...digit,
  crop: shareOf(digit.box, raster, part),
});

function blank(): never {
  throw new CodedError('blank_image');
}

/** @returns null where there is nothing to be seen */
function seenIn(raster: Raster, paper: number, { width, height }: Size): Digit | null {
  try {
    return digitIn(toShades(flatten(raster, paper)), width, height);
  } catch (error) {
    if (error instanceof CodedError) return null;
    throw error;
  }
}

/** A box and its margin, in shares of the picture. */
function around(box: Box, { width, height }: Raster): Crop {
  const margin = Math.ceil(MARGIN * sideOf(box)) + 1;
  return {
    left: Math.max(0, box.left - margin) / width,
    top: Math.max(0, box.top - margin) / height,
    right: Math.min(width, box.right + margin) / width,
    bottom: Math.min(height, box.bottom + margin) / height,
  };
}
