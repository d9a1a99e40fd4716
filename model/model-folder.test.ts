import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { ModelManifest } from '#contract';
import { publishDraft, VersionTaken, writeDraft } from './model-folder.js';

let models: string;

beforeEach(async () => {
  models = await mkdtemp(join(tmpdir(), 'lince-folder-'));
});
afterEach(() => rm(models, { recursive: true }));

const draftOf = (...weights: number[]) =>
  writeDraft(models, 'layers-model', {
    modelTopology: { class_name: 'Model' },
    weightSpecs: [{ name: 'w', shape: [weights.length], dtype: 'float32' }],
    weightData: Float32Array.from(weights).buffer,
  });

/** Publishes `mine@1` with such weights and labels, and returns what it is made of. */
async function published(weights: number[], { labels = ['a', 'b'], replace = false } = {}) {
  const draft = await draftOf(...weights);
  const manifest = { name: 'mine', version: 1, labels, files: draft.files } as ModelManifest;
  await publishDraft(models, draft, manifest, replace);
  return draft.files;
}

const place = (): string => join(models, 'mine', '1');
const stored = async (): Promise<ModelManifest> =>
  JSON.parse(await readFile(join(place(), 'manifest.json'), 'utf8')) as ModelManifest;

test('a draft is whole, and lies where nobody looks for models', async () => {
  const { folder, files } = await draftOf(1, 2);
  expect(await readdir(models)).toEqual([expect.stringMatching(/^\.draft-/)]);
  expect((await readdir(folder)).sort()).toEqual([files.topology, files.weights]);
  const weights = await readFile(join(folder, files.weights));
  expect(weights).toEqual(Buffer.from(Float32Array.of(1, 2).buffer));
  expect(createHash('sha256').update(weights).digest('hex')).toBe(files.weightsSha256);
  const json = JSON.parse(await readFile(join(folder, files.topology), 'utf8')) as object;
  expect(json).toEqual({
    ...{ format: 'layers-model', modelTopology: { class_name: 'Model' } },
    weightsManifest: [{ paths: [files.weights], weights: [{ name: 'w', shape: [2], dtype: 'float32' }] }],
  });
});

test('what somebody was killed over is cleared away, but not what is being written', async () => {
  const [forsaken, fresh] = [await draftOf(1), await draftOf(2)];
  const hoursAgo = new Date(Date.now() - 7_200_000);
  await utimes(forsaken.folder, hoursAgo, hoursAgo);
  const last = await draftOf(3);
  expect((await readdir(models)).sort()).toEqual([fresh, last].map(({ folder }) => basename(folder)).sort());
});

test('other weights have another name', async () => {
  const [one, other] = [await draftOf(1), await draftOf(2)];
  expect(one.files.weights).not.toBe(other.files.weights);
  expect((await draftOf(1)).files).toEqual(one.files);
});

test('a draft that is published is in its place, and a draft no more', async () => {
  const files = await published([1]);
  expect(await readdir(models)).toEqual(['mine']);
  expect((await readdir(place())).sort()).toEqual(['manifest.json', files.topology, files.weights]);
  expect(await stored()).toMatchObject({ name: 'mine', version: 1, files });
});

test('a version that is there is not replaced unasked', async () => {
  const files = await published([1]);
  await expect(published([2])).rejects.toThrow(VersionTaken);
  expect((await stored()).files).toEqual(files);
});

test('where it is asked for, the new files stand alone', async () => {
  await published([1]);
  const files = await published([2], { replace: true });
  expect((await readdir(place())).sort()).toEqual(['manifest.json', files.topology, files.weights]);
  expect((await stored()).files).toEqual(files);
  expect(await readdir(models)).toEqual(['mine']);
});

test('what is replaced by the same weights keeps them', async () => {
  const files = await published([1]);
  await published([1], { labels: ['c', 'd'], replace: true });
  expect((await readdir(place())).sort()).toEqual(['manifest.json', files.topology, files.weights]);
  expect((await stored()).labels).toEqual(['c', 'd']);
});

test('each publication shows in the time of the name’s folder', async () => {
  for (const replace of [false, true]) {
    await published([1], { replace });
    const family = join(models, 'mine');
    expect(Date.now() - (await stat(family)).mtimeMs).toBeLessThan(60_000);
    await utimes(family, 0, 0);
  }
});
