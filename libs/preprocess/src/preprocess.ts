import type { InputSpec } from '#contract';
import { decodeStretched } from './decode.js';
import type { Digit } from './digit.js';
import { flatten, toGrey } from './grey.js';
import { lookForDigit } from './look.js';
import { toTensor } from './tensor.js';

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
  const { pixels, several } = await lookForDigit(upload, spec, maxPixels);
  if (spec.channels === 1) return { pixels, several };
  return { pixels: new Uint8Array([...pixels].flatMap((level) => [level, level, level])), several };
}

/** The whole picture on white paper, resized, in grey or colour. */
async function stretched(upload: Uint8Array, spec: InputSpec, maxPixels: number): Promise<Fitted> {
  const raster = flatten(await decodeStretched(upload, spec.width, spec.height, maxPixels), 255);
  return { pixels: spec.channels === 3 ? raster.pixels : toGrey(raster).pixels, several: false };
}
