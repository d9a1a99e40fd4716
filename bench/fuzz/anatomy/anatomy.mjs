import { anatomyOfBoxes } from './boxes.mjs';
import { anatomyOfGif } from './gif.mjs';
import { anatomyOfJpeg } from './jpeg.mjs';
import { anatomyOfPng } from './png.mjs';
import { anatomyOfWebp } from './riff.mjs';
import { anatomyOfTiff } from './tiff.mjs';
import { anatomyOfZip } from './zip.mjs';

const KINDS = {
  png: anatomyOfPng,
  jpeg: anatomyOfJpeg,
  gif: anatomyOfGif,
  webp: anatomyOfWebp,
  avif: anatomyOfBoxes,
  tiff: anatomyOfTiff,
  zip: anatomyOfZip,
};

/**
 * What a file is made of, as far as it can be made out: it may be damaged already.
 * @param kind as seeds name it
 * @returns `pieces`, `{ name, start, end }`, in order and apart, and `fields`, `{ name, at, size, little }`: whole
 *   numbers of `size` bytes, all inside the file
 */
export function anatomyOf(kind, bytes) {
  const { pieces, fields } = KINDS[kind](bytes);
  return { pieces, fields: fields.filter(({ at, size }) => at + size <= bytes.length) };
}
