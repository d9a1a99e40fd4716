import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { childEnvironment, readSettings } from './settings.mjs';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lince-settings-'));
  file = join(folder, 'password');
  await writeFile(file, 'p@ss\n');
});
afterAll(() => rm(folder, { recursive: true }));

const passwordIn = (env: object): string => readSettings({ REDIS_URL: 'redis://redis:6379', ...env }).redisUrl;

test("Redis' password comes from where it is said to be, unless the address has one", () => {
  expect(passwordIn({ LINCE_REDIS_PASSWORD_FILE: file })).toBe('redis://:p%40ss@redis:6379');
  expect(passwordIn({ LINCE_REDIS_PASSWORD_FILE: file, LINCE_REDIS_PASSWORD: 'own' })).toBe('redis://:own@redis:6379');
  const REDIS_URL = 'redis://lince:own@redis';
  expect(passwordIn({ REDIS_URL, LINCE_REDIS_PASSWORD_FILE: file })).toBe(REDIS_URL);
});

test('a file that is not there is said to be missing', () => {
  expect(() => passwordIn({ LINCE_REDIS_PASSWORD_FILE: join(folder, 'none') })).toThrow(/none".*ENOENT/);
});

test('the processes get an address in which all is settled, and no password besides', () => {
  const env = { LINCE_REDIS_PASSWORD: 'own', LINCE_REDIS_PASSWORD_FILE: file };
  expect(childEnvironment(readSettings(env), 'redis://127.0.0.1:7000', env)).toMatchObject({
    REDIS_URL: 'redis://127.0.0.1:7000',
    LINCE_REDIS_PASSWORD: '',
    LINCE_REDIS_PASSWORD_FILE: '',
  });
});
