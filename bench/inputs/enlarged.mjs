import sharp from 'sharp';

/** Pixels of a side. */
const SIDE = 4_000;

/** A digit as a PNG of 16 megapixels and some ten kilobytes. */
export const enlarged = ({ pixels }) =>
  sharp(pixels, { raw: { width: 28, height: 28, channels: 1 } })
    .resize(SIDE, SIDE, { kernel: 'nearest' })
    .toColourspace('b-w')
    .png({ compressionLevel: 9 })
    .toBuffer();
