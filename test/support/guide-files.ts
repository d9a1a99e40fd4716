import { copyFile, cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { digit, digitPng } from './digits.js';
import { zipOf } from './zips.js';

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

const inCheckout = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Puts the files into a folder that readers of the guides have before they begin, under the names of both languages. */
export async function layOutFiles(folder: string): Promise<void> {
  const seven = await digitPng(7);
  for (const name of ['digito.png', 'digit.png']) await writeFile(join(folder, name), seven);
  for (const name of ['mis-imagenes', 'my-pictures']) await labelled(join(folder, name));
  const zip = zipOf(
    await Promise.all(DIGITS.map(async (label) => [`${label}.png`, await digitPng(label)] as [string, Buffer])),
  );
  for (const name of ['digitos.zip', 'digits.zip']) await writeFile(join(folder, name), zip);
  await idx(folder);
  // By its content, not by its name, a model of our own is known.
  const keras = 'model/import/golden/models/containers/keras-3-28x28x1.keras';
  await copyFile(inCheckout(keras), join(folder, 'best_mnist_model.h5'));
}

/** A models folder that a guide may import into. */
export async function layOutModels(folder: string): Promise<void> {
  await cp(inCheckout('model/digits'), join(folder, 'digits'), { recursive: true });
}

/** A folder for each label, with some pictures in it. */
async function labelled(folder: string): Promise<void> {
  for (const label of DIGITS) {
    await mkdir(join(folder, String(label)), { recursive: true });
    for (const nth of [0, 1, 2]) await writeFile(join(folder, String(label), `${nth}.png`), await digitPng(label, nth));
  }
}

/** The files of MNIST's own test pictures, with one of each digit in them. */
async function idx(folder: string): Promise<void> {
  const pixels = Buffer.concat(await Promise.all(DIGITS.map((label) => digit(label))));
  const head = (kind: string, ...sizes: number[]): Buffer =>
    Buffer.concat([Buffer.from(kind, 'hex'), Buffer.from(sizes.flatMap((size) => [0, 0, 0, size]))]);
  const files = {
    't10k-images-idx3-ubyte.gz': Buffer.concat([head('00000803', 10, 28, 28), pixels]),
    't10k-labels-idx1-ubyte.gz': Buffer.concat([head('00000801', 10), Buffer.from(DIGITS)]),
  };
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), gzipSync(bytes));
}
