import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { isWhole, ModelsFolder, type StoredVersion } from './models-folder.js';

let path: string;
let folder: ModelsFolder;

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'lince-models-'));
  folder = new ModelsFolder(path);
});
afterEach(() => rm(path, { recursive: true }));

const manifest = (name: string, version: number): object => ({
  name,
  version,
  labels: ['no', 'yes'],
  input: { width: 28, height: 28, channels: 1, fit: 'digit', range: [0, 1] },
  files: { topology: 'model.json', weights: 'weights.bin', weightsSha256: '0'.repeat(64) },
  parameters: 10,
  multiplyAdds: 10,
  quality: null,
});

async function put(file: string, content: object | string): Promise<void> {
  await mkdir(dirname(join(path, file)), { recursive: true });
  await writeFile(join(path, file), typeof content === 'string' ? content : JSON.stringify(content));
}
const store = (name: string, version: number, content: object | string = manifest(name, version)): Promise<void> =>
  put(`${name}/${version}/manifest.json`, content);

/** As whoever publishes a version does last, each time at another time. */
let touched = Date.now();
const touch = (name: string): Promise<void> => utimes(join(path, name), new Date(), new Date(++touched));

const numbers = (versions: StoredVersion[]): number[] => versions.map(({ version }) => version);

test('a reference means the version that it names, else all of them, the highest by number first', async () => {
  for (const version of [2, 10, 1]) await store('digits', version);
  expect(numbers(await folder.find({ name: 'digits', version: null }))).toEqual([10, 2, 1]);
  expect(numbers(await folder.find({ name: 'digits', version: 2 }))).toEqual([2]);
  expect(await folder.find({ name: 'digits', version: 3 })).toEqual([]);
  expect(await folder.find({ name: 'letters', version: null })).toEqual([]);
});

test('what cannot be used is told of, and hides nothing else', async () => {
  await store('digits', 1);
  await store('digits', 2, '{ half a manif');
  await store('digits', 3, { ...manifest('digits', 3), labels: ['only one'] });
  await store('digits', 4, manifest('digits', 1));
  await store('digits', 5, manifest('letters', 5));
  const found = await folder.find({ name: 'digits', version: null });
  expect(found.map((version) => [version.version, isWhole(version)])).toEqual([
    [5, false],
    [4, false],
    [3, false],
    [2, false],
    [1, true],
  ]);
  expect(found[0]).toMatchObject({ name: 'digits', reason: 'its manifest is that of letters@5' });
});

test('all models are listed by name and version, and folders that hold none are passed by', async () => {
  for (const name of ['letters', 'digits']) for (const version of [1, 2]) await store(name, version);
  await put('train/src/manifest.json', manifest('train', 1));
  await put('.hidden/notes.txt', 'none');
  await mkdir(join(path, 'empty', '1'), { recursive: true });
  await put('README.md', 'none either');
  expect((await folder.all()).map(({ name, version }) => `${name}@${version}`)).toEqual([
    'digits@1',
    'digits@2',
    'letters@1',
    'letters@2',
  ]);
  expect(await new ModelsFolder(join(path, 'nowhere')).all()).toEqual([]);
});

test('a new version is there as soon as it has its name', async () => {
  await store('digits', 1);
  await folder.find({ name: 'digits', version: null });
  await put('digits/.new/manifest.json', manifest('digits', 2));
  await rename(join(path, 'digits/.new'), join(path, 'digits/2'));
  await touch('digits');
  expect(numbers(await folder.find({ name: 'digits', version: null }))).toEqual([2, 1]);
});

test('a replaced manifest is there as soon as its name was touched', async () => {
  await store('digits', 1);
  for (const labels of ['ab', 'cd', 'ef'].map((letters) => [...letters])) {
    await folder.find({ name: 'digits', version: null });
    await put('digits/1/manifest.part', { ...manifest('digits', 1), labels });
    await rename(join(path, 'digits/1/manifest.part'), join(path, 'digits/1/manifest.json'));
    await touch('digits');
    expect(await folder.find({ name: 'digits', version: 1 })).toMatchObject([{ manifest: { labels } }]);
  }
});

test('a version whose weights alone have changed is in another state, and its manifest the same', async () => {
  await store('digits', 1);
  await put('digits/1/weights.bin', 'half');
  const before = await folder.reread({ name: 'digits', version: 1 });
  await put('digits/1/weights.bin', 'whole');
  const after = await folder.reread({ name: 'digits', version: 1 });
  expect(after?.state).not.toBe(before?.state);
  expect(after).toEqual({ ...before, state: after?.state });
  expect((await folder.reread({ name: 'digits', version: 1 }))?.state).toBe(after?.state);
});

test('what was removed is gone', async () => {
  await store('digits', 1);
  await folder.find({ name: 'digits', version: null });
  await rm(join(path, 'digits'), { recursive: true });
  expect(await folder.find({ name: 'digits', version: null })).toEqual([]);
});
