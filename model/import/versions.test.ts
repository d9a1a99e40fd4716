import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { versionFor } from './versions.js';

let models: string;

beforeEach(async () => {
  models = await mkdtemp(join(tmpdir(), 'lince-versions-'));
});
afterEach(() => rm(models, { recursive: true }));

const wanted = (version?: number, force = false): Promise<number> =>
  versionFor(models, { name: 'mine', version, force });
const put = (path: string) => mkdir(join(models, 'mine', path), { recursive: true });

test('the first version of a new name is 1', async () => {
  expect(await wanted()).toBe(1);
});

test('else it is the one after the highest, not after the last by name', async () => {
  await put('9');
  await put('10');
  await put('.draft');
  expect(await wanted()).toBe(11);
});

test('a version that is free may be asked for', async () => {
  await put('3');
  expect(await wanted(2)).toBe(2);
});

test('one that is there is refused, unless it may be replaced', async () => {
  await put('3');
  await expect(wanted(3)).rejects.toThrow('There is a model mine@3 already: say --force to replace it');
  expect(await wanted(3, true)).toBe(3);
  // Nobody has said which one.
  expect(await wanted(undefined, true)).toBe(4);
});

test('a name is refused whose folder holds something else', async () => {
  await put('train');
  await expect(wanted()).rejects.toThrow(/something else than versions of a model in .+mine: choose another name/);
  await rm(join(models, 'mine'), { recursive: true });
  await writeFile(join(models, 'mine'), '');
  await expect(wanted()).rejects.toThrow('choose another name');
});
