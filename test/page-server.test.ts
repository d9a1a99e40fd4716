import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { freePort, start, type Started } from './support/processes.js';
import { until } from './support/until.js';

jest.setTimeout(30_000);

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

let web: Started;
let url: string;
let folder: string;

beforeAll(async () => {
  const port = String(await freePort());
  url = `http://127.0.0.1:${port}`;
  web = start(process.execPath, [path('dist/apps/web/src/server/main.js')], { LINCE_WEB_PORT: port });
  folder = await mkdtemp(join(tmpdir(), 'lince-headers-'));
  await promisify(execFile)(process.execPath, [path('deploy/nginx-headers.mjs'), folder]);
  await until(async () => (await fetch(url)).ok);
});

afterAll(async () => {
  await web.stop();
  await rm(folder, { recursive: true });
});

/** What nginx would add, by header in lower case, to what was asked for by `proto`. */
async function nginxHeaders(proto: string): Promise<Record<string, string>> {
  const [added, mapped] = await Promise.all(
    ['headers.conf', 'https-headers.conf'].map((name) => readFile(join(folder, name), 'utf8')),
  );
  const variables = new Map(
    [...mapped!.matchAll(/^map \$forwarded_proto (\$\w+) \{\n {2}(\w+) "(.+)";\n\}$/gm)].map(
      ([, name, when, value]) => [name!, when === proto ? value! : ''],
    ),
  );
  const headers = [...added!.matchAll(/^add_header (\S+) (?:"(.+)"|(\$\w+)) always;$/gm)].map(
    ([, name, value, variable]) => [name!.toLowerCase(), value ?? variables.get(variable!)!],
  );
  expect(headers).toHaveLength(added!.trim().split('\n').length);
  return Object.fromEntries(headers.filter(([, value]) => value !== ''));
}

test.each(['http', 'https'])("over %s, nginx warns browsers of what the page's own server does", async (proto) => {
  const { headers } = await fetch(url, { headers: { 'X-Forwarded-Proto': proto } });
  const expected = await nginxHeaders(proto);
  const names = [...headers.keys()].filter((name) =>
    /^(content-security|cross-|referrer|strict-|x-(?!request-id))/.test(name),
  );
  expect(Object.fromEntries(names.map((name) => [name, headers.get(name)]))).toEqual(expected);
  expect('strict-transport-security' in expected).toBe(proto === 'https');
});
