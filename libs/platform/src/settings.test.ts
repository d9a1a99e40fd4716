import { readdir, readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { expectedSettings } from './config.js';
import { SETTINGS, type Setting } from './settings.js';

const settings = Object.entries<Setting>(SETTINGS);
const read = (path: string): Promise<string> => readFile(new URL(`../../../${path}`, import.meta.url), 'utf8');

test('every setting is told in both languages, and no two in the same words', () => {
  for (const language of ['es', 'en'] as const)
    expect(new Set(settings.map(([, setting]) => setting[language])).size).toBe(settings.length);
  expect(settings.filter(([, { es, en }]) => es === en || !es.endsWith('.') || !en.endsWith('.'))).toEqual([]);
});

test('a setting whose default is worked out has no other, and is told how it is worked out', () => {
  expect(settings.filter(([, { default: fixed, computed }]) => fixed !== '' && computed)).toEqual([]);
});

test('what the processes read is said to be read by one, and what they do not read is not', () => {
  const ofProcesses = ['api', 'worker', 'web', 'import', 'evaluate'];
  const said = settings.filter(([, { readBy }]) => readBy.some((reader) => ofProcesses.includes(reader)));
  expect(said.map(([name]) => name).toSorted()).toEqual(Object.keys(expectedSettings()).toSorted());
});

test('whatever scripts and compose read is described', async () => {
  const scripts = (await readdir(new URL('../../../scripts', import.meta.url))).filter((name) => name.endsWith('.mjs'));
  const files = [...scripts.map((name) => `scripts/${name}`), 'docker-compose.yml', 'deploy/Dockerfile'];
  const text = (await Promise.all(files.map(read))).join('\n');
  const named = text.match(/\b(LINCE_(?!TEST_)[A-Z_]+|REDIS_URL|[A-Z]+_IMAGE|CHROMIUM_PATH)\b/g)!;
  const known = new Set<string>(settings.map(([name]) => name));
  expect([...new Set(named)].filter((name) => !known.has(name))).toEqual([]);
});
