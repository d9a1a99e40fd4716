import type { Foremost } from './foremost.js';
import type { GreyImage } from './grey.js';
import type { Stroke } from './strokes.js';

/** Least share of the picture's width and height that the digit reaches over. */
const EXTENT = 0.75;
/** Most of the picture's border that it touches, as a share, and in how many places. */
const CONTACT = 0.12;
const PLACES = 5;
/** Most pixels at the rim of its strokes, in longer sides of the picture. */
const RIM = 8;

/**
 * Whether a digit fills a picture that was cut to it: it reaches nearly from border to border both ways, yet meets them
 * in few places, and its strokes are no longer than a digit's.
 */
export function fillsPicture({ left, top, right, bottom, strokes }: Foremost, { width, height }: GreyImage): boolean {
  if (right - left < EXTENT * width || bottom - top < EXTENT * height) return false;
  const rim = strokes.reduce((sum, stroke) => sum + stroke.rim, 0);
  const { share, places } = contact(strokes, { width, height });
  return share <= CONTACT && places <= PLACES && rim <= RIM * Math.max(width, height);
}

/** What share of the picture's border strokes touch, and in how many places. */
function contact(strokes: Stroke[], { width, height }: { width: number; height: number }) {
  const touched = new Set<number>();
  for (const { pixels } of strokes) {
    for (const at of pixels) {
      const x = at % width;
      if (x === 0 || x === width - 1 || at < width || at >= width * (height - 1)) touched.add(at);
    }
  }
  const begins = (at: number) => !(touched.has(at - 1) || touched.has(at - width));
  return { share: touched.size / (2 * (width + height)), places: [...touched].filter(begins).length };
}
