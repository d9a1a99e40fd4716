import type { Crop } from '#contract';
import type { Box } from './grey.js';
import type { Size } from './size.js';

/** All of a picture. */
export const WHOLE: Crop = { left: 0, top: 0, right: 1, bottom: 1 };

/** What a share is rounded to: a pixel of a picture of ten thousand. */
const FINENESS = 1e4;

/**
 * A box in shares of the whole picture.
 * @param size of the raster that the box lies in
 * @param part of the whole picture that the raster shows
 */
export function shareOf(box: Box, { width, height }: Size, part: Crop = WHOLE): Crop {
  const across = (x: number): number => rounded(part.left + (x / width) * (part.right - part.left));
  const down = (y: number): number => rounded(part.top + (y / height) * (part.bottom - part.top));
  return { left: across(box.left), top: down(box.top), right: across(box.right), bottom: down(box.bottom) };
}

const rounded = (share: number): number => Math.min(1, Math.max(0, Math.round(share * FINENESS) / FINENESS));
