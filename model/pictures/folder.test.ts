import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { encode } from 'fast-png';
import { picturesInFolder } from './folder.js';

const png = encode({ width: 1, height: 1, channels: 1, data: Uint8Array.of(0) });
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lince-folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(path: string, bytes: Uint8Array | string = png): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), bytes);
}

test('what a picture shows is its folder’s name; others have no label', async () => {
  await put('seven/b.png');
  await put('seven/a.png');
  await put('nought/c.jpg');
  await put('unlabelled/d.png');
  await put('mine.png');
  await symlink(join(folder, 'nought', 'c.jpg'), join(folder, 'seven', 'linked.jpg'));
  const { pictures, skipped } = await picturesInFolder(folder, ['nought', 'seven']);
  expect(pictures.map(({ origin, label }) => ({ ...origin, label }))).toEqual([
    { file: 'mine.png', label: null },
    { file: 'nought/c.jpg', label: 0 },
    { file: 'seven/a.png', label: 1 },
    { file: 'seven/b.png', label: 1 },
    { file: 'seven/linked.jpg', label: 1 },
    { file: 'unlabelled/d.png', label: null },
  ]);
  expect(skipped).toBe(0);
  expect(new Uint8Array(await pictures[2]!.read())).toEqual(png);
});

test('a file is a picture by its name, even a broken one, or by its content', async () => {
  await put('0/broken.PNG', 'no picture');
  await put('0/file', png);
  await put('0/notes.txt', 'no picture');
  await put('0/empty', '');
  await put('0/.hidden.png');
  await put('0/deeper/e.png');
  await put('.git/config', '');
  await put('readme.txt', '');
  const { pictures, skipped } = await picturesInFolder(folder, ['0']);
  expect(pictures.map(({ origin }) => origin)).toEqual([{ file: '0/broken.PNG' }, { file: '0/file' }]);
  expect(skipped).toBe(3);
});

test('a folder that is named as no label is named in the refusal, with the labels', async () => {
  await put('cat/a.png');
  await expect(picturesInFolder(folder, ['0', '1'])).rejects.toThrow(/cat .+\(0, 1\).+ \/ .+cat .+\(0, 1\)/);
});
