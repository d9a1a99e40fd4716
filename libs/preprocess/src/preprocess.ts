import { CodedError, type InputSpec } from '#contract';
import { decodePart, decodeStretched, decodeWithin, type Raster } from './decode.js';
import { digitIn, type Digit } from './digit.js';
import { flatten, paperBehind, toGrey, toShades, type Box } from './grey.js';
import { toTensor } from './tensor.js';

/** Longest side, in pixels, of the reduced picture in which a digit is looked for. */
const WORKING_SIDE = 256;
/** A digit that is no larger in it deserves a second look. */
const SMALL_DIGIT = 48;

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
  /** Whether the picture shows several digits, of which only the foremost is in the tensor. */
  several: boolean;
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
  const { pixels, several } = await (spec.fit === 'digit' ? digit : stretched)(upload, spec, limits.maxPixels);
  const { width, height, channels } = spec;
  return { tensor: toTensor(pixels, spec.range), seen: { width, height, channels, pixels }, several };
}

type Fitted = Pick<Digit, 'pixels' | 'several'>;

/** Found in the picture, light on dark, fitted and centred as MNIST's makers did. */
async function digit(upload: Uint8Array, spec: InputSpec, maxPixels: number): Promise<Fitted> {
  const raster = await decodeWithin(upload, WORKING_SIDE, maxPixels);
  const far = digitOf(raster, spec);
  const { pixels, several } = (await closer(upload, far.box, raster, spec, maxPixels)) ?? far;
  if (spec.channels === 1) return { pixels, several };
  return { pixels: new Uint8Array([...pixels].flatMap((level) => [level, level, level])), several };
}

const digitOf = (raster: Raster, { width, height }: InputSpec): Digit =>
  digitIn(toShades(flatten(raster, paperBehind(raster))), width, height);

/** A second look at a digit that is small in a large picture: the first one was too coarse. */
async function closer(
  upload: Uint8Array,
  { left, top, right, bottom }: Box,
  { width, height }: Raster,
  spec: InputSpec,
  maxPixels: number,
): Promise<Digit | null> {
  const side = Math.max(right - left, bottom - top);
  if (side > SMALL_DIGIT || Math.max(width, height) < WORKING_SIDE) return null;
  const part = {
    left: Math.max(0, left - side) / width,
    top: Math.max(0, top - side) / height,
    right: Math.min(width, right + side) / width,
    bottom: Math.min(height, bottom + side) / height,
  };
  const raster = await decodePart(upload, part, WORKING_SIDE, maxPixels);
  try {
    return raster && digitOf(raster, spec);
  } catch (error) {
    if (error instanceof CodedError) return null;
    throw error;
  }
}

/** The whole picture on white paper, resized, in grey or colour. */
async function stretched(upload: Uint8Array, spec: InputSpec, maxPixels: number): Promise<Fitted> {
  const raster = flatten(await decodeStretched(upload, spec.width, spec.height, maxPixels), 255);
  return { pixels: spec.channels === 3 ? raster.pixels : toGrey(raster).pixels, several: false };
}
