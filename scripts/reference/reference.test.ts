import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import * as contract from '#contract';
import * as platform from '#platform';
import { DOORS } from '../../apps/api/src/openapi/doors.js';
import { FILES, reference } from './reference.mjs';

const read = (path: string): Promise<string> => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

const written = async (language: contract.Language): Promise<string> =>
  reference(language, { platform, contract, doors: DOORS, compose: await read('docker-compose.yml') });

test.each(contract.LANGUAGES)(
  'the reference in %s is what the tables say: if it is not, npm run docs',
  async (language) => {
    expect(await read(FILES[language])).toBe(await written(language));
  },
);

test('every setting, door, code and warning has its place, under a heading where others link to it', async () => {
  for (const language of contract.LANGUAGES) {
    const text = await written(language);
    const lines = text.split('\n');
    for (const name of Object.keys(platform.SETTINGS)) expect(text).toContain(`\n| \`${name}\` | `);
    for (const { method, path } of DOORS) expect(text).toContain(`\n| \`${method.toUpperCase()} ${path}\` | `);
    for (const name of [...Object.keys(contract.ERRORS), ...contract.WARNINGS])
      expect(lines).toContain(`### \`${name}\``);
  }
});

test('what compose has otherwise is told beside the default', async () => {
  const text = await written('en');
  expect(text).toContain('| `LINCE_TRUSTED_PROXIES` | `loopback` (compose: `private`) |');
  expect(text).toContain('| `LINCE_REDIS_MEMORY` | half of the memory (compose: `2gb`) |');
  expect(text).toContain('| `LINCE_MAX_UPLOAD` | `10mb` |');
});

test('the README sends to the reference, and what it tells of a setting is its default', async () => {
  for (const file of ['README.md', 'README.en.md']) {
    const readme = await read(file);
    expect(readme).toContain(file === 'README.md' ? FILES.es : FILES.en);
    const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]+)`)?/gm)];
    expect(rows.length).toBeGreaterThan(8);
    for (const [, name, value] of rows) {
      const setting: platform.Setting = platform.SETTINGS[name as platform.SettingName];
      expect([name, value ?? setting.default]).toEqual([name, setting.default]);
    }
  }
});
