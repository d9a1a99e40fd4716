import sharp from 'sharp';
import { digits } from '../../inputs/digits.mjs';

const SIDE = 28;
/** Pixels of a drawing's sides: none is a power of two, and they differ. */
const WIDTH = 90;
const HEIGHT = 84;

/** A digit of each class in dark strokes on white: `{ digit, width, height, pixels }`, grey values. */
export async function drawings() {
  return Promise.all(
    (await digits(1)).map(async ({ digit, pixels }) => {
      const drawn = await sharp(pixels, { raw: { width: SIDE, height: SIDE, channels: 1 } })
        .resize(WIDTH, HEIGHT, { fit: 'fill', kernel: 'cubic' })
        .negate()
        .extractChannel(0)
        .raw()
        .toBuffer();
      return { digit, width: WIDTH, height: HEIGHT, pixels: drawn };
    }),
  );
}

/** A drawing's pixels in so many channels; of two or four the last is opacity, nearly full. */
export function inChannels({ pixels }, channels) {
  const colours = channels > 2 ? 3 : 1;
  const out = Buffer.alloc(pixels.length * channels);
  pixels.forEach((grey, i) => {
    out.fill(grey, i * channels, i * channels + colours);
    // Not the same everywhere: an encoder drops what says nothing.
    if (channels > colours) out[i * channels + colours] = 255 - (i % 16);
  });
  return out;
}
