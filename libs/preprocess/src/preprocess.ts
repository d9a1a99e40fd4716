import type { InputSpec } from '#contract';
import { decodeStretched, decodeWithin } from './decode.js';
import { frame } from './frame.js';
import { flatten, paperBehind, toGrey } from './grey.js';
import { findInk } from './ink.js';
import { boxOfDigit } from './strokes.js';
import { toTensor } from './tensor.js';

/** Longest side, in pixels, of the reduced picture in which a digit is looked for. */
const WORKING_SIDE = 384;

/** The small 8-bit picture that a model really saw: rows of pixels of interleaved channels. */
export interface Seen {
  width: number;
  height: number;
  channels: 1 | 3;
  pixels: Uint8Array;
}

export interface Preprocessed {
  /** height×width×channels, in the spec's range. */
  tensor: Float32Array;
  seen: Seen;
}

/**
 * Makes of an upload what a model wants to see.
 * @param limits pictures of more than `maxPixels` are refused before they are decoded
 * @throws CodedError `unsupported_image`, `undecodable_image`, `image_too_large` or `blank_image`; nothing else that is
 *   thrown is the upload's fault
 */
export async function preprocess(
  upload: Uint8Array,
  spec: InputSpec,
  limits: { maxPixels: number },
): Promise<Preprocessed> {
  const pixels = await (spec.fit === 'digit' ? digit : stretched)(upload, spec, limits.maxPixels);
  const { width, height, channels } = spec;
  return { tensor: toTensor(pixels, spec.range), seen: { width, height, channels, pixels } };
}

/** Found in the picture, light on dark, fitted and centred as MNIST's makers did. */
async function digit(upload: Uint8Array, spec: InputSpec, maxPixels: number): Promise<Uint8Array> {
  const raster = await decodeWithin(upload, WORKING_SIDE, maxPixels);
  const ink = findInk(toGrey(flatten(raster, paperBehind(raster))));
  const { pixels } = frame(ink, boxOfDigit(ink), spec.width, spec.height);
  return spec.channels === 1 ? pixels : new Uint8Array([...pixels].flatMap((level) => [level, level, level]));
}

/** The whole picture on white paper, resized, in grey or colour. */
async function stretched(upload: Uint8Array, spec: InputSpec, maxPixels: number): Promise<Uint8Array> {
  const raster = flatten(await decodeStretched(upload, spec.width, spec.height, maxPixels), 255);
  return spec.channels === 3 ? raster.pixels : toGrey(raster).pixels;
}
