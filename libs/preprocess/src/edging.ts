import { heightOf, type GreyImage } from './grey.js';
import { penOf, type Stroke } from './strokes.js';

/** Pictures smaller than this have been cut to the digit, not to a form's box. */
const SMALLEST = 24;
/** The remains of a box lie this close to the picture's border, as a share of its sides. */
const BAND = 0.16;
/** They are at least this long and at most this thick, as shares of its sides. */
const LONG = 0.5;
const THICK = 0.1;
/** In pixels: no line is thinner than this once it is decoded. */
const THINNEST = 2.5;
/** What is left must be at least this share of the picture's height, to be what was meant. */
const MEANT = 0.25;

/** The strokes but for remains of a form's box, or of a scan's dark edge, along the borders; all, if there is no more. */
export function withoutEdging(strokes: Stroke[], picture: GreyImage): Stroke[] {
  if (Math.max(picture.width, picture.height) < SMALLEST) return strokes;
  const bare = strokes.filter((stroke) => !isEdging(stroke, picture));
  const tallest = Math.max(0, ...bare.map(heightOf));
  return tallest >= picture.height * MEANT ? bare : strokes;
}

function isEdging(stroke: Stroke, { width, height }: GreyImage): boolean {
  const { left, top, right, bottom, pixels } = stroke;
  if (right - left < LONG * width && bottom - top < LONG * height) return false;
  if (penOf(stroke) > Math.max(THINNEST, THICK * Math.max(width, height))) return false;
  if (left > 0 && top > 0 && right < width && bottom < height) return false;
  const [across, down] = [Math.ceil(BAND * width), Math.ceil(BAND * height)];
  return pixels.every((at) => {
    const x = at % width;
    const y = (at - x) / width;
    return x < across || y < down || x >= width - across || y >= height - down;
  });
}
