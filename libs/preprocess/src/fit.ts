import type { Crop, InputSpec } from '#contract';
import { flatten, toGrey } from './grey.js';
import { lookForDigit } from './look.js';
import { padded } from './padded.js';
import type { Picture } from './picture.js';
import type { Raster } from './raster.js';
import { WHOLE } from './share.js';

/** A picture of the spec's size and channels. */
export interface Fitted {
  pixels: Uint8Array;
  /** Whether there are several digits where one is looked for. */
  several: boolean;
  /** The part of the upright picture that is in it. */
  crop: Crop;
}

/** Makes the model's picture of another, as the spec's `fit` says; throws what decoding and looking for digits throw. */
export async function fit(picture: Picture, spec: InputSpec): Promise<Fitted> {
  switch (spec.fit) {
    case 'digit':
      return digit(picture, spec);
    case 'stretch':
      return whole(onWhite(await picture.resized(spec, 'fill')), spec);
    case 'pad':
      return whole(padded(onWhite(await picture.resized(spec, 'inside')), spec), spec);
  }
}

/** Found in the picture, light on dark, fitted and centred as MNIST's makers did. */
async function digit(picture: Picture, spec: InputSpec): Promise<Fitted> {
  const { pixels, several, crop } = await lookForDigit(picture, spec);
  if (spec.channels === 1) return { pixels, several, crop };
  return { pixels: new Uint8Array([...pixels].flatMap((level) => [level, level, level])), several, crop };
}

const onWhite = (raster: Raster): Raster => flatten(raster, 255);

/** The whole picture, in grey or colour. */
const whole = (raster: Raster, { channels }: InputSpec): Fitted => ({
  pixels: channels === 3 ? raster.pixels : toGrey(raster).pixels,
  several: false,
  crop: WHOLE,
});
