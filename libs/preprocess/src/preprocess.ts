import type { Crop, InputSpec } from '#contract';
import { fit } from './fit.js';
import { inverted } from './grey.js';
import { Picture, type DecodeLimits } from './picture.js';
import { toTensor } from './tensor.js';
import { transposed } from './transposed.js';

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
  /** The part of the upright picture that is in the tensor: the box of the digit's strokes, or all of it. */
  crop: Crop;
}

/**
 * Makes of an upload what a model wants to see.
 * @throws CodedError `unsupported_image`, `undecodable_image`, `image_too_large`, `image_too_complex` or `blank_image`; nothing
 *   else that is thrown is the upload's fault
 */
export async function preprocess(upload: Uint8Array, spec: InputSpec, limits: DecodeLimits): Promise<Preprocessed> {
  const { width, height, channels } = spec;
  // What changes rows for columns last is as wide before as it is to be high.
  const upright = spec.transpose ? { ...spec, width: height, height: width } : spec;
  const { pixels: fitted, several, crop } = await fit(new Picture(upload, limits), upright);
  const levels = spec.invert ? inverted(fitted) : fitted;
  const pixels = spec.transpose ? transposed(levels, upright) : levels;
  return { tensor: toTensor(pixels, spec.range), seen: { width, height, channels, pixels }, several, crop };
}
