import { crop, type Box, type GreyImage } from './grey.js';
import { resample } from './resample.js';

/** MNIST's makers fitted digits into 20 of 28 pixels, then moved them so that the centre of mass lay on pixel 14. */
const BOX_SHARE = 20 / 28;

/**
 * Fits the part of a picture that a box holds into the middle 20/28 of `width`×`height`, keeping its aspect, its centre
 * of mass on the middle pixel, its strongest ink brought to 255. A digit that has its size already keeps its pixels.
 */
export function frame(ink: GreyImage, box: Box, width: number, height: number): GreyImage {
  const scale = scaleOf(box, width, height);
  // The strokes' soft edges lie just outside the box.
  const around = grow(box, Math.ceil(Math.max(1, 0.5 / scale)), ink);
  const digit = crop(ink, around);
  const mass = centreOfMass(digit);
  const pixels = resample(
    digit,
    { size: width, scale, origin: originOf(mass.x, box.left - around.left, box.right - around.left, width, scale) },
    { size: height, scale, origin: originOf(mass.y, box.top - around.top, box.bottom - around.top, height, scale) },
  );
  const strongest = pixels.reduce((most, level) => Math.max(most, level));
  return { width, height, pixels: Uint8Array.from(pixels, (level) => Math.round((level * 255) / strongest)) };
}

/** Target pixels per source pixel; 1 where it is a matter of one pixel, because resampling blurs. */
function scaleOf({ left, top, right, bottom }: Box, width: number, height: number): number {
  const scale = Math.min((width * BOX_SHARE) / (right - left), (height * BOX_SHARE) / (bottom - top));
  const change = Math.abs(scale - 1) * Math.max(right - left, bottom - top);
  return change <= 1 ? 1 : scale;
}

/** The box and `margin` pixels more on every side, as far as the picture goes. */
function grow({ left, top, right, bottom }: Box, margin: number, { width, height }: GreyImage): Box {
  return {
    left: Math.max(0, left - margin),
    top: Math.max(0, top - margin),
    right: Math.min(width, right + margin),
    bottom: Math.min(height, bottom + margin),
  };
}

/** In pixels from the left and top edges. */
function centreOfMass({ width, height, pixels }: GreyImage): { x: number; y: number } {
  let mass = 0;
  let x = 0;
  let y = 0;
  for (let row = 0, i = 0; row < height; row++) {
    for (let column = 0; column < width; column++, i++) {
      mass += pixels[i]!;
      x += pixels[i]! * (column + 0.5);
      y += pixels[i]! * (row + 0.5);
    }
  }
  return { x: x / mass, y: y / mass };
}

/**
 * Where the target's first edge lies in the source, so that `mass` comes to the middle pixel, while what reaches from
 * `low` to `high` stays inside. `low` comes to lie between two target pixels, as at MNIST's: less is blurred.
 */
function originOf(mass: number, low: number, high: number, size: number, scale: number): number {
  const before = Math.round(Math.floor(size / 2) + 0.5 - (mass - low) * scale);
  return low - Math.max(0, Math.min(before, Math.floor(size - (high - low) * scale))) / scale;
}
