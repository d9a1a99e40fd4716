import type { GreyImage, Shades } from './grey.js';
import { countBetween, histogram, otsu, quantile, type Histogram } from './histogram.js';
import { opened } from './opening.js';

/** Sides shorter than this have no room for shadows: their paper is taken to be of one level. */
const SMALL = 64;
/** Levels within which paper counts as evenly lit: what JPEG does to a drawing stays below. */
const EVEN = 10;
/** Share of the paper that lies within. */
const MOST = 0.9;

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
  const threshold = otsu(histogram(pixels));
  const inkIsDark = isInkDark(picture, threshold);
  const isPaper = (level: number) => level > threshold === inkIsDark;
  const border = histogram(borderLevels(picture), isPaper);
  const all = histogram(pixels, isPaper);
  const level = quantile(border.some((count) => count > 0) ? border : all, 0.5);
  const even = (counts: Histogram) =>
    countBetween(counts, level - EVEN, level + EVEN) >= MOST * countBetween(counts, 0, 255);
  if (Math.max(width, height) >= SMALL && !(even(border) && even(all))) return null;
  const darkness = inkIsDark ? inverted(least) : most;
  const paper = darkness.filter((_, i) => Math.abs(pixels[i]! - level) <= EVEN);
  return { darkness, level: quantile(histogram(paper), 0.5) };
}

/** Paper that varies, for dark ink and for light. */
export function unevenPaper({ width, height, least, most }: Shades, ink: 'dark' | 'light'): Paper {
  const darkness = ink === 'dark' ? inverted(least) : most;
  return { darkness, level: opened({ width, height, pixels: darkness }) };
}

const inverted = (pixels: Uint8Array): Uint8Array => pixels.map((level) => 255 - level);

/** Paper is what there is more of, along the border and in the corners above all. */
function isInkDark({ width, height, pixels }: GreyImage, threshold: number): boolean {
  let paper = 0;
  for (let y = 0, i = 0; y < height; y++) {
    const onRow = y === 0 || y === height - 1;
    for (let x = 0; x < width; x++, i++) {
      const onColumn = x === 0 || x === width - 1;
      const side = pixels[i]! > threshold ? 1 : -1;
      paper += side / pixels.length;
      if (onRow || onColumn) paper += side / (2 * (width + height));
      if (onRow && onColumn) paper += side / 8;
    }
  }
  return paper >= 0;
}

/** The levels of a frame a thirty-second of the picture thick: one pixel in MNIST's pictures. */
function borderLevels({ width, height, pixels }: GreyImage): Uint8Array {
  const thick = Math.max(1, Math.round(Math.min(width, height) / 32));
  return pixels.filter((_, i) => {
    const x = i % width;
    const y = (i - x) / width;
    return Math.min(x, y, width - 1 - x, height - 1 - y) < thick;
  });
}
