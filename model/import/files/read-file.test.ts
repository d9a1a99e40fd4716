import { createHash } from 'node:crypto';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { KerasFile } from './keras-files.js';
import { readModelFile } from './read-file.js';
import { hdf5File } from './test/hdf5-file.js';

const MODEL = '{"class_name": "Sequential", "config": {"layers": []}}';
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lince-read-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(name: string, content: Uint8Array | string): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

test('a file is read for what it is, and known by its name and its bytes', async () => {
  const bytes = await hdf5File((root) => {
    root.create_attribute('model_config', MODEL);
    root.create_attribute('layer_names', ['d']);
  });
  const { content, file, sha256 } = await readModelFile(await put('mine.keras', bytes), undefined);
  expect((content as KerasFile).format).toBe('Keras 1, HDF5');
  expect(file).toBe('mine.keras');
  expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
});

test('weights alone are read with their architecture', async () => {
  const weights = await put('w.h5', await hdf5File((root) => root.create_group('layers')));
  const { content } = await readModelFile(weights, await put('architecture.json', MODEL));
  expect((content as KerasFile).model.architecture).toEqual(JSON.parse(MODEL));
  await expect(readModelFile(weights, await put('cut.json', '{'))).rejects.toThrow('damaged or incomplete (cut.json)');
  await expect(readModelFile(weights, join(folder, 'none.json'))).rejects.toThrow('none.json (ENOENT)');
});

test('a folder is the model.json in it', async () => {
  await put('model.json', JSON.stringify({ modelTopology: JSON.parse(MODEL) as object, weightsManifest: [] }));
  expect(await readModelFile(folder, undefined)).toMatchObject({ file: 'model.json' });
});

test('a SavedModel’s folder is refused with what to do', async () => {
  await put('saved_model.pb', '');
  await expect(readModelFile(folder, undefined)).rejects.toThrow(
    'tensorflowjs_converter --input_format=tf_saved_model FOLDER',
  );
});

test('what is not there is told by its path', async () => {
  await expect(readModelFile(join(folder, 'none.h5'), undefined)).rejects.toThrow(/Cannot read .+none\.h5 \(ENOENT\)/);
  await expect(readModelFile(folder, undefined)).rejects.toThrow('model.json (ENOENT)');
});

test('a file larger than any model is not read into memory', async () => {
  const path = await put('huge.json', '{');
  await truncate(path, 2_000_000_001);
  await expect(readModelFile(path, undefined)).rejects.toThrow('The model is too large: 1000 MB are accepted.');
});
