import type { InputSpec } from '#contract';
import { decodeResized } from './decode.js';
import { flatten, toGrey } from './grey.js';
import { lookForDigit } from './look.js';
import { padded } from './padded.js';
import type { Raster } from './raster.js';

/** A picture of the spec's size and channels. */
export interface Fitted {
  pixels: Uint8Array;
  /** Whether there are several digits where one is looked for. */
  several: boolean;
}

/** Makes the model's picture of an upload, as the spec's `fit` says; throws what decoding and looking for digits throw. */
export async function fit(upload: Uint8Array, spec: InputSpec, maxPixels: number): Promise<Fitted> {
  switch (spec.fit) {
    case 'digit':
      return digit(upload, spec, maxPixels);
    case 'stretch':
      return whole(onWhite(await decodeResized(upload, spec, 'fill', maxPixels)), spec);
    case 'pad':
      return whole(padded(onWhite(await decodeResized(upload, spec, 'inside', maxPixels)), spec), spec);
  }
}

/** Found in the picture, light on dark, fitted and centred as MNIST's makers did. */
async function digit(upload: Uint8Array, spec: InputSpec, maxPixels: number): Promise<Fitted> {
  const { pixels, several } = await lookForDigit(upload, spec, maxPixels);
  if (spec.channels === 1) return { pixels, several };
  return { pixels: new Uint8Array([...pixels].flatMap((level) => [level, level, level])), several };
}

const onWhite = (raster: Raster): Raster => flatten(raster, 255);

/** The whole picture, in grey or colour. */
const whole = (raster: Raster, { channels }: InputSpec): Fitted => ({
  pixels: channels === 3 ? raster.pixels : toGrey(raster).pixels,
  several: false,
});
