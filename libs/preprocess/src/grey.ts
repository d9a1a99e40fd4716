import type { Raster } from './raster.js';

/** Part of a picture, in pixel edges: left and top belong to it, right and bottom do not. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Length of the longer side. */
export const sideOf = ({ left, top, right, bottom }: Box): number => Math.max(right - left, bottom - top);

/** The smallest box that holds both. */
export const boxAround = (one: Box, other: Box): Box => ({
  left: Math.min(one.left, other.left),
  top: Math.min(one.top, other.top),
  right: Math.max(one.right, other.right),
  bottom: Math.max(one.bottom, other.bottom),
});

export const heightOf = ({ top, bottom }: Box): number => bottom - top;

/** Whether the picture's edge cuts it, or touches it. */
export const isCut = ({ left, top, right, bottom }: Box, { width, height }: GreyImage): boolean =>
  left === 0 || top === 0 || right === width || bottom === height;

/** One byte a pixel, row by row. What 0 and 255 mean is the step's business. */
export interface GreyImage {
  width: number;
  height: number;
  pixels: Uint8Array;
}

const WHITE = 255;
const BLACK = 0;

/**
 * What to put behind a transparent drawing so that it shows: white, or black where all that is visible is light.
 * @returns a grey level
 */
export function paperBehind({ channels, pixels }: Raster): number {
  if (channels === 3) return WHITE;
  let visible = 0;
  let dark = 0;
  for (let at = 0; at < pixels.length; at += 4) {
    const alpha = pixels[at + 3]!;
    visible += alpha;
    if (luma(pixels, at) < 128) dark += alpha;
  }
  // Half a percent of dark is dirt, not ink.
  return dark > visible * 0.005 ? WHITE : BLACK;
}

/** Lays a picture on uniform paper: alpha goes, three channels stay. */
export function flatten(raster: Raster, paper: number): Raster {
  if (raster.channels === 3) return raster;
  const { width, height, pixels: from } = raster;
  const pixels = new Uint8Array(width * height * 3);
  for (let at = 0, to = 0; at < from.length; at += 4, to += 3) {
    const alpha = from[at + 3]!;
    for (let c = 0; c < 3; c++) pixels[to + c] = Math.round((from[at + c]! * alpha + paper * (255 - alpha)) / 255);
  }
  return { width, height, channels: 3, pixels };
}

/** A picture in grey, and as ink of any colour shows best: where it is darker than its paper, where it is lighter. */
export interface Shades extends GreyImage {
  /** The least of the channels. */
  least: Uint8Array;
  /** The most. */
  most: Uint8Array;
}

/** A grey picture has but one shade. */
export const shadesOfGrey = (picture: GreyImage): Shades => ({
  ...picture,
  least: picture.pixels,
  most: picture.pixels,
});

/** Share of a channel's levels that its white does not exceed: the rest may be glare. */
const WHITE_SHARE = 0.95;

/** Colour (three channels) to its shades; the light's own colour is taken off the least. */
export function toShades(raster: Raster): Shades {
  const { pixels: from } = raster;
  const grey = toGrey(raster);
  if (isGrey(from)) return shadesOfGrey(grey);
  const [red, green, blue] = [whitened(from, 0), whitened(from, 1), whitened(from, 2)];
  const least = new Uint8Array(grey.pixels.length);
  const most = new Uint8Array(grey.pixels.length);
  for (let i = 0, at = 0; i < least.length; i++, at += 3) {
    const r = from[at]!;
    const g = from[at + 1]!;
    const b = from[at + 2]!;
    least[i] = Math.min(red[r]!, Math.min(green[g]!, blue[b]!));
    most[i] = Math.max(r, Math.max(g, b));
  }
  return { ...grey, least, most };
}

/** What becomes of each level of a channel when its white is brought to 255. */
function whitened(pixels: Uint8Array, channel: number): Uint8Array {
  const gain = 255 / whiteOf(pixels, channel);
  const levels = new Uint8Array(256);
  for (let level = 0; level < 256; level++) levels[level] = Math.min(255, level * gain) + 0.5;
  return levels;
}

/** The level that a channel of white paper has in the picture's light. */
function whiteOf(pixels: Uint8Array, channel: number): number {
  const counts = new Uint32Array(256);
  for (let at = channel; at < pixels.length; at += 3) counts[pixels[at]!]!++;
  let glare = ((1 - WHITE_SHARE) * pixels.length) / 3;
  let level = 255;
  while (level > 1 && (glare -= counts[level]!) > 0) level--;
  return level;
}

function isGrey(pixels: Uint8Array): boolean {
  for (let at = 0; at < pixels.length; at += 3) {
    if (pixels[at] !== pixels[at + 1] || pixels[at] !== pixels[at + 2]) return false;
  }
  return true;
}

/** Colour (three channels) to grey. */
export function toGrey({ width, height, pixels: from }: Raster): GreyImage {
  const pixels = new Uint8Array(width * height);
  for (let i = 0; i < pixels.length; i++) pixels[i] = luma(from, i * 3);
  return { width, height, pixels };
}

/** Dark for light. */
export function inverted(pixels: Uint8Array): Uint8Array {
  const result = new Uint8Array(pixels.length);
  for (let i = 0; i < result.length; i++) result[i] = 255 - pixels[i]!;
  return result;
}

/** The part of a picture that a box holds. */
export function crop({ width, pixels }: GreyImage, { left, top, right, bottom }: Box): GreyImage {
  const part = new Uint8Array((right - left) * (bottom - top));
  for (let y = top; y < bottom; y++) {
    part.set(pixels.subarray(y * width + left, y * width + right), (y - top) * (right - left));
  }
  return { width: right - left, height: bottom - top, pixels: part };
}

/** ITU-R BT.601 luma of the pixel that starts at `at`, rounded: what Pillow's mode L is, which models are trained on. */
function luma(pixels: Uint8Array, at: number): number {
  return ((pixels[at]! * 299 + pixels[at + 1]! * 587 + pixels[at + 2]! * 114 + 500) / 1000) | 0;
}
