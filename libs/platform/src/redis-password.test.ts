import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { loadConfig } from './config.js';
import { withPassword } from './redis-password.js';
import { SettingError } from './setting.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lince-password-'));
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['redis://redis:6379', 'redis://:p%40ss@redis:6379'],
  ['redis://redis/2', 'redis://:p%40ss@redis/2'],
  ['rediss://lince@redis', 'rediss://lince:p%40ss@redis'],
  ['redis://:own@redis', 'redis://:own@redis'],
  ['redis://lince:own@redis', 'redis://lince:own@redis'],
  ['redis+sentinel://a,b/master', 'redis+sentinel://:p%40ss@a,b/master'],
  ['rediss+cluster://a:7000,b', 'rediss+cluster://:p%40ss@a:7000,b'],
  ['unix:///run/redis.sock', 'unix:///run/redis.sock'],
])('%s with a password is %s', (url, expected) => {
  expect(withPassword(url, 'p@ss')).toBe(expected);
  expect(withPassword(url, '')).toBe(url);
});

test("the password is the file's, without the line's end; the setting's own goes first", async () => {
  const path = join(folder, 'password');
  await writeFile(path, 'from the file\n');
  const settings = { REDIS_URL: 'redis://redis', LINCE_REDIS_PASSWORD_FILE: path };
  expect(loadConfig(settings).redis.url).toBe('redis://:from%20the%20file@redis');
  expect(loadConfig({ ...settings, LINCE_REDIS_PASSWORD: 'own' }).redis.url).toBe('redis://:own@redis');
});

test.each(['absent', 'empty'])('of a password that is not there yet (%s) a later start may know more', async (name) => {
  await writeFile(join(folder, 'empty'), '');
  const load = (): unknown => loadConfig({ LINCE_REDIS_PASSWORD_FILE: join(folder, name) });
  expect(load).toThrow(new RegExp(`aún no está en .+${name} .+ is not in .+${name} yet`));
  expect(load).not.toThrow(SettingError);
});

test('what cannot be read is a setting that cannot work', () => {
  expect(() => loadConfig({ LINCE_REDIS_PASSWORD_FILE: folder })).toThrow(SettingError);
});
