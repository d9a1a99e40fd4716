import sharp from 'sharp';
import { normal, seeded } from './random.mjs';

const SIDE = 1024;
/** Bytes that a phone's photo of this size has, about; the quality that first reaches it is taken. */
const USUAL_BYTES = 190_000;
const QUALITIES = Array.from({ length: 20 }, (_, i) => 35 + 3 * i);
const NOISE = 7;

/**
 * A photograph of 1024 × 1024, about 200 kB: the digit in soft dark strokes on tinted paper, light from one side, a
 * sensor's noise. The same for the same seed.
 */
export async function photograph({ pixels }, seed) {
  const random = seeded(seed);
  const strokes = await sharp(pixels, { raw: { width: 28, height: 28, channels: 1 } })
    .resize(SIDE, SIDE, { kernel: 'cubic' })
    .blur(6)
    .extractChannel(0)
    .raw()
    .toBuffer();
  const raw = { raw: { width: SIDE, height: SIDE, channels: 3 } };
  const picture = sharp(lit(strokes, random), raw);
  let jpeg;
  for (const quality of QUALITIES) {
    jpeg = await picture.clone().jpeg({ quality }).toBuffer();
    if (jpeg.length >= USUAL_BYTES) break;
  }
  return jpeg;
}

function lit(strokes, random) {
  // Looking a deviate up is quicker than drawing three million of them.
  const deviates = Float32Array.from({ length: 4_093 }, () => NOISE * normal(random));
  const paper = [0, 1, 2].map(() => 205 + 40 * random());
  const [across, down] = [random(), random()].map((value) => (0.35 * (value - 0.5)) / SIDE);
  const image = new Uint8ClampedArray(SIDE * SIDE * 3);
  for (let y = 0, at = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const light = 0.85 + across * x + down * y;
      const ink = 1 - (0.8 * strokes[y * SIDE + x]) / 255;
      for (const channel of paper) image[at++] = channel * light * ink + deviates[Math.floor(random() * 4_093)];
    }
  }
  return image;
}
