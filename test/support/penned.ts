import sharp from 'sharp';

/** A picture of MNIST's: 28×28, one byte a pixel, 0 paper to 255 ink. */
export type Digit = Uint8Array;
const SIDE = 28;

/** What a pen has left on a sheet: 0 paper to 1 ink, one number a pixel, row by row. */
export interface Sheet {
  width: number;
  height: number;
  ink: Float32Array;
}

/** How a row of digits is written. */
export interface Hand {
  /** Side of a digit's picture on the sheet, in pixels; ink takes 20 of its 28 parts. */
  side: number;
  /** Where the middle of the row lies, in pixels. */
  x: number;
  y: number;
  /** Clockwise, in radians. */
  turn?: number;
  /** How much narrower the row's upper end looks than its lower one, as a share: a camera held askew. */
  lean?: number;
  /** Ink from this share of MNIST's on: 0.5 is its makers' pen, less a fatter one, more a thinner one. */
  pen?: number;
}

/** Digits written side by side on a sheet; none leave it blank. */
export async function penned(digits: Digit[], width: number, height: number, hand: Hand): Promise<Sheet> {
  const { side, x, y, turn = 0, lean = 0, pen = 0.5 } = hand;
  const written = await Promise.all(digits.map((digit) => enlarged(digit, side, pen)));
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const ink = new Float32Array(width * height);
  for (let row = 0, i = 0; row < height; row++) {
    for (let column = 0; column < width; column++, i++) {
      const [across, down] = [column + 0.5 - x, row + 0.5 - y];
      const far = 1 - (lean * down) / side;
      const u = (across * cos + down * sin) * far + (digits.length * side) / 2;
      const v = (down * cos - across * sin) * far + side / 2;
      if (u < 0 || u >= digits.length * side || v < 0 || v >= side - 2) continue;
      const nth = (u / side) | 0;
      ink[i] = between(written[nth]!, side, u - nth * side, v) / 255;
    }
  }
  return { width, height, ink };
}

/** MNIST's soft edges grow with the picture, a pen's do not. */
async function enlarged(digit: Digit, side: number, pen: number): Promise<Uint8Array> {
  const contrast = Math.max(1, side / SIDE / 1.5);
  const raw = { width: SIDE, height: SIDE, channels: 1 } as const;
  return sharp(digit, { raw })
    .resize(side, side, { kernel: 'cubic' })
    .linear(contrast, 127 - 255 * pen * contrast)
    .toColourspace('b-w')
    .raw()
    .toBuffer();
}

/** The level between four pixels; the digit's paper is wide enough that its own edges do not matter. */
function between(levels: Uint8Array, side: number, u: number, v: number): number {
  const [x, y] = [u % 1, v % 1];
  const at = (v | 0) * side + (u | 0);
  const upper = levels[at]! * (1 - x) + levels[at + 1]! * x;
  const lower = levels[at + side]! * (1 - x) + levels[at + side + 1]! * x;
  return upper * (1 - y) + lower * y;
}
