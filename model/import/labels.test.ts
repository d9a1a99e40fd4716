import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { labelsFor } from './labels.js';

test('the classes’ numbers where nothing is given', async () => {
  expect(await labelsFor(3, undefined)).toEqual(['0', '1', '2']);
});

test('one output tells of two classes', async () => {
  expect(await labelsFor(1, undefined)).toEqual(['0', '1']);
  expect(await labelsFor(1, 'no,yes')).toEqual(['no', 'yes']);
});

test('labels between commas, or in the lines of a file, whoever wrote it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lince-labels-'));
  try {
    const file = join(folder, 'labels.txt');
    await writeFile(file, 'gato, negro\r\nperro \r\n\r\n');
    expect(await labelsFor(2, file)).toEqual(['gato, negro', 'perro']);
    expect(await labelsFor(2, 'gato , perro')).toEqual(['gato', 'perro']);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test.each([
  [3, 'a,b', 'The model has 3 classes, and --labels gives 2 labels.'],
  [1, 'a', 'The model has 2 classes, and --labels gives 1 labels.'],
  [3, 'a,,b', 'one is empty, or there twice.'],
  [3, 'a,b,a', 'one is empty, or there twice.'],
])('for %i outputs “%s” is refused', async (outputs, given, sentence) => {
  await expect(labelsFor(outputs, given)).rejects.toThrow(sentence);
});
