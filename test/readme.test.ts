import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startLince, type Lince } from './support/lince.js';

let lince: Lince;
let folder: string;
beforeAll(async () => {
  [lince, folder] = await Promise.all([startLince(), mkdtemp(join(tmpdir(), 'lince-readme-'))]);
}, 60_000);
afterAll(async () => {
  await lince.stop();
  await rm(folder, { recursive: true });
});

test.each(['README.md', 'README.en.md'])('every line to paste in %s works', async (file) => {
  const readme = await readFile(new URL(`../${file}`, import.meta.url), 'utf8');
  const block = /```sh\n(echo .*?)```/s.exec(readme)![1]!.replaceAll('http://127.0.0.1:5000', lince.apiUrl);
  // Every curl line must be answered well, and the shell ends at the first that is not.
  const script = `set -eo pipefail; cd ${folder}; curl() { command curl --fail-with-body -sS "$@"; }\n${block}`;
  const { stdout } = await promisify(execFile)('bash', ['-c', script]);
  expect(stdout.match(/"class":1/g)!.length).toBeGreaterThanOrEqual(4);
  expect(stdout).toContain('HTTP/1.1 202');
  expect(stdout).toContain('HTTP/1.1 204');
});
