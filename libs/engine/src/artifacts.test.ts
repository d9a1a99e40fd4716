import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ModelFiles } from './engine.js';
import { readArtifacts } from './artifacts.js';

const WEIGHTS = Uint8Array.of(1, 2, 3, 4, 5);
const [one, two] = [
  { name: 'a', shape: [1], dtype: 'float32' },
  { name: 'b', shape: [1], dtype: 'bool' },
];

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lince-artifacts-'));
  await writeFile(join(folder, 'w.bin'), WEIGHTS);
});
afterEach(() => rm(folder, { recursive: true }));

async function read(json: object) {
  await writeFile(join(folder, 'm.json'), JSON.stringify(json));
  const weightsSha256 = createHash('sha256').update(WEIGHTS).digest('hex');
  const files = { format: 'layers-model', topology: 'm.json', weights: 'w.bin', weightsSha256 };
  return readArtifacts({ folder, manifest: { files } as ModelFiles['manifest'] });
}

test('a model is its topology, and its weights, which may be told of in groups', async () => {
  const weightsManifest = [{ weights: [one] }, { weights: [two] }];
  expect(await read({ modelTopology: { node: [] }, weightsManifest })).toEqual({
    ...{ modelTopology: { node: [] }, weightSpecs: [one, two] },
    weightData: WEIGHTS.buffer,
  });
});

test('a graph’s signature comes with it', async () => {
  const signature = { inputs: {}, outputs: {} };
  expect(await read({ modelTopology: {}, signature, weightsManifest: [] })).toMatchObject({ signature });
});

test('weights that are not those of the manifest are refused, by their path', async () => {
  await writeFile(join(folder, 'w.bin'), WEIGHTS.subarray(1));
  await expect(read({ modelTopology: {}, weightsManifest: [] })).rejects.toThrow(
    `${join(folder, 'w.bin')} is not the file that its manifest describes`,
  );
});

test('missing weights are an error', async () => {
  await rm(join(folder, 'w.bin'));
  await expect(read({ modelTopology: {}, weightsManifest: [] })).rejects.toThrow('ENOENT');
});
