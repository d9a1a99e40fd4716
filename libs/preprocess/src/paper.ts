import { inverted, type GreyImage, type Shades } from './grey.js';
import { histogram, otsu, part, quantile, total, type Histogram } from './histogram.js';
import { opened } from './opening.js';

/** Pictures with sides shorter than this have no room for shadows: their paper is taken to be of one level. */
const TINY = 24;
/** In those with sides shorter than this, the soft edges of strokes are a good part of the paper. */
const SMALL = 64;
/** Levels within which paper counts as evenly lit: what JPEG does to a drawing stays below. */
const EVEN = 10;
/** Least shares, in a framed picture, of the frame in its border and of the paper in the whole. */
const FRAMED = { border: 0.97, paper: 0.65 };
/** Share of the paper that lies within, in small pictures and in others. */
const MOST = { small: 0.65, other: 0.9 };

/** A picture turned so that ink is what is high, and the paper under it. */
export interface Paper {
  /** For each pixel how dark it is, or how light where ink is light. */
  darkness: Uint8Array;
  /** Darkness of the paper: one level where it is evenly lit, as in drawings and many scans, else one a pixel. */
  level: number | Uint8Array;
}

/**
 * Paper of one level, the rarer of dark and light being ink.
 * @returns null where light or colour of the paper varies
 */
export function evenPaper(picture: Shades): Paper | null {
  const { width, height, pixels, least, most } = picture;
  const all = histogram(pixels);
  const threshold = otsu(all);
  const border = borderLevels(picture);
  const inkIsDark = isPaperLight(picture, all, border, threshold);
  const paperOf = (counts: Histogram) => (inkIsDark ? part(counts, threshold + 1, 255) : part(counts, 0, threshold));
  const [paper, seen] = [paperOf(all), paperOf(border)];
  const level = quantile(paper, 0.5);
  const even = (counts: Histogram, share: number) =>
    total(part(counts, level - EVEN, level + EVEN)) >= share * total(counts);
  const side = Math.max(width, height);
  if (side >= SMALL && !(even(paper, MOST.other) && even(seen, MOST.other))) return null;
  if (side >= TINY && !even(seen, MOST.small)) return null;
  const darkness = inkIsDark ? inverted(least) : most;
  if (least === pixels) return { darkness, level: inkIsDark ? 255 - level : level };
  const isPaper = Uint8Array.from({ length: 256 }, (_, each) => Number(Math.abs(each - level) <= EVEN));
  const bare = darkness.slice();
  let count = 0;
  for (let i = 0; i < darkness.length; i++) if (isPaper[pixels[i]!]) bare[count++] = darkness[i]!;
  return { darkness, level: quantile(histogram(bare.subarray(0, count)), 0.5) };
}

/** Paper that varies, for dark ink and for light. */
export function unevenPaper({ width, height, least, most }: Shades, ink: 'dark' | 'light'): Paper {
  const darkness = ink === 'dark' ? inverted(least) : most;
  return { darkness, level: opened({ width, height, pixels: darkness }) };
}

/** Paper is what there is more of, along the border and in the corners above all. */
function isPaperLight({ width, pixels }: GreyImage, all: Histogram, border: Histogram, threshold: number): boolean {
  const share = (counts: Histogram) => total(part(counts, threshold + 1, 255)) / total(counts);
  // A frame all along the border, dark or light, is no paper.
  if (share(border) < 1 - FRAMED.border && share(all) > FRAMED.paper) return true;
  if (share(border) > FRAMED.border && share(all) < 1 - FRAMED.paper) return false;
  const corners = [0, width - 1, pixels.length - width, pixels.length - 1];
  const light = corners.filter((at) => pixels[at]! > threshold).length / corners.length;
  // Half of all three, the corners counting half: a digit cut tight reaches them least.
  return share(all) + share(border) + light / 2 >= 1.25;
}

/** The levels of a frame a thirty-second of the picture thick: one pixel in MNIST's pictures. */
function borderLevels({ width, height, pixels }: GreyImage): Histogram {
  const thick = Math.max(1, Math.round(Math.min(width, height) / 32));
  const inside = new Uint8Array(Math.max(0, width - 2 * thick) * Math.max(0, height - 2 * thick));
  for (let y = thick, to = 0; y < height - thick; y++) {
    for (let x = thick; x < width - thick; x++) inside[to++] = pixels[y * width + x]!;
  }
  const border = histogram(pixels);
  histogram(inside).forEach((count, at) => (border[at]! -= count));
  return border;
}
