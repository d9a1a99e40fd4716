import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { findModel, readModels } from './models-folder.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lince-models-'));
});
afterEach(() => rm(folder, { recursive: true }));

const manifest = (name: string, version: number): object => ({
  name,
  version,
  labels: ['no', 'yes'],
  input: { width: 28, height: 28, channels: 1, fit: 'digit', range: [0, 1] },
  files: { topology: 'model.json', weights: 'weights.bin', weightsSha256: '0'.repeat(64) },
  parameters: 10,
  multiplyAdds: 10,
  quality: { accuracy: 0.5, images: 2, data: 'two' },
  training: { command: 'train', seed: 1, epochs: 1, date: '2026-01-01' },
});

async function store(path: string, content: object | string): Promise<void> {
  await mkdir(join(folder, path), { recursive: true });
  await writeFile(join(folder, path, 'manifest.json'), typeof content === 'string' ? content : JSON.stringify(content));
}

test('a reference means the version that it names, else the highest by number', async () => {
  for (const version of [1, 2, 10]) await store(`digits/${version}`, manifest('digits', version));
  const { models, broken } = await readModels(folder);
  expect(broken).toEqual([]);
  const found = (version: number | null): number | undefined =>
    findModel(models, { name: 'digits', version })?.manifest.version;
  expect(found(null)).toBe(10);
  expect(found(2)).toBe(2);
  expect(found(3)).toBeUndefined();
  expect(findModel(models, { name: 'letters', version: null })).toBeNull();
});

test('what cannot be used is told of, and hides nothing else', async () => {
  await store('digits/1', manifest('digits', 1));
  await store('digits/2', '{ half a manif');
  await store('digits/3', { ...manifest('digits', 3), labels: ['only one'] });
  const { models, broken } = await readModels(folder);
  expect(models.map((model) => model.folder)).toEqual([join(folder, 'digits', '1')]);
  expect(broken.map((model) => model.folder).sort()).toEqual([
    join(folder, 'digits', '2'),
    join(folder, 'digits', '3'),
  ]);
});

test('folders that hold no model are passed by, and so is a folder that is not there', async () => {
  await store('train/src', manifest('train', 1));
  await mkdir(join(folder, 'digits', '1'), { recursive: true });
  expect(await readModels(folder)).toEqual({ models: [], broken: [] });
  expect(await readModels(join(folder, 'nowhere'))).toEqual({ models: [], broken: [] });
});
