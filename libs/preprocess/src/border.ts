import type { Foremost } from './foremost.js';
import type { GreyImage } from './grey.js';
import type { Stroke } from './strokes.js';

/** Least share of the picture's width and height that a digit which fills it reaches over. */
const EXTENT = 0.75;
/** Most of the picture's border that a digit inside it touches, as a share, and in how many places. */
const CONTACT = 0.12;
const PLACES = 5;
/** In more places than this the lines of the paper touch it. */
const LINES = 8;
/** Most pixels at the rim of a digit's strokes, in longer sides of the picture. */
const RIM = 8;
/** Strokes flatter than this that go from side to side are a line. */
const FLAT = 0.1;

/**
 * Whether a digit fills a picture that was cut to it: it reaches nearly from border to border both ways, yet meets them
 * in few places, and its strokes are no longer than a digit's.
 */
export function fillsPicture(digit: Foremost, picture: GreyImage): boolean {
  const rim = digit.strokes.reduce((sum, stroke) => sum + stroke.rim, 0);
  const { share, places } = contact(digit.strokes, picture);
  const isLong = rim > RIM * Math.max(picture.width, picture.height);
  return isLarge(digit, picture) && share <= CONTACT && places <= PLACES && !isLong;
}

/** Whether what looked like a digit is rather a desk or a shadow along the border, or the paper's lines. */
export function isOfPaper(digit: Foremost, picture: GreyImage): boolean {
  const { left, right, top, bottom } = digit;
  if (left === 0 && right === picture.width && bottom - top < FLAT * picture.width) return true;
  const { share, places } = contact(digit.strokes, picture);
  return places > LINES || (share > CONTACT && !(digit.slenderness === 1 && isLarge(digit, picture)));
}

const isLarge = ({ left, top, right, bottom }: Foremost, { width, height }: GreyImage): boolean =>
  right - left >= EXTENT * width && bottom - top >= EXTENT * height;

/** What share of the picture's border strokes touch, and in how many places. */
function contact(strokes: Stroke[], { width, height }: { width: number; height: number }) {
  const touched = new Set<number>();
  for (const { pixels } of strokes) {
    for (const at of pixels) {
      const x = at % width;
      if (x === 0 || x === width - 1 || at < width || at >= width * (height - 1)) touched.add(at);
    }
  }
  const begins = (at: number) => !((at % width > 0 && touched.has(at - 1)) || touched.has(at - width));
  return { share: touched.size / (2 * (width + height)), places: [...touched].filter(begins).length };
}
