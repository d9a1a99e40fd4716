import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { decode } from 'fast-png';
import { picturesInIdx } from './idx-pictures.js';

const LABELS = ['0', '1', '2'];
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lince-idx-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Writes an IDX file that counts 0, 1, 2 …, and returns its path. */
async function idx(name: string, ...shape: number[]): Promise<string> {
  const header = [0, 0, 8, shape.length, ...shape.flatMap((size) => [0, 0, 0, size])];
  const values = Array.from({ length: shape.reduce((a, b) => a * b) }, (_, index) => index);
  const bytes = Uint8Array.from([...header, ...values]);
  const file = join(folder, name);
  await writeFile(file, name.endsWith('.gz') ? gzipSync(bytes) : bytes);
  return file;
}

test.each(['images.idx', 'images.idx.gz'])(
  'grey pictures of any size become PNGs of the same pixels: %s',
  async (name) => {
    const images = await idx(name, 2, 3, 4);
    const [, second] = await picturesInIdx({ images, labels: await idx('labels', 2) }, LABELS);
    expect(second).toMatchObject({ origin: { index: 1 }, label: 1 });
    const { width, height, channels, depth, data } = decode(await second!.read());
    expect({ width, height, channels, depth }).toEqual({ width: 4, height: 3, channels: 1, depth: 8 });
    expect([...data]).toEqual([12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]);
  },
);

test('colour pictures, without labels', async () => {
  const [only] = await picturesInIdx({ images: await idx('images', 1, 2, 1, 3), labels: undefined }, LABELS);
  expect(only!.label).toBeNull();
  expect(decode(await only!.read())).toMatchObject({ width: 1, height: 2, channels: 3 });
});

test.each([
  ['labels as images', [3], [3], /holds no pictures: it is 3/],
  ['pictures of two channels', [1, 2, 2, 2], [1], /holds no pictures: it is 1 × 2 × 2 × 2/],
  ['fewer labels than pictures', [3, 1, 1], [2], /one label a picture: 2 for 3 pictures/],
  ['images as labels', [2, 1, 1], [2, 1, 1], /one label a picture: 2 × 1 × 1 for 2 pictures/],
  ['a class that the model does not know', [4, 1, 1], [4], /holds the label 3, and the model knows only 3/],
])('%s are refused', async (_what, shape, labels, sentence) => {
  const source = { images: await idx('images', ...shape), labels: await idx('labels', ...labels) };
  await expect(picturesInIdx(source, LABELS)).rejects.toThrow(sentence);
});
