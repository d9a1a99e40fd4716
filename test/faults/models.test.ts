import { cp, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { digitPng } from '../support/digits.js';
import { withLince } from '../support/fault.js';
import { newestDigits } from '../support/newest-digits.js';
import { refusal } from '../support/refusal.js';
import { raw } from '../support/requests.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

test('a model whose weights are damaged: it is told at once, and it serves soon after it was mended by hand', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lince-models-'));
  const manifest = await newestDigits();
  const { version } = manifest;
  const source = join('model', 'digits', `${version}`);
  const [whole, broken] = [version, version + 1].map((each) => join(folder, 'digits', `${each}`)) as [string, string];
  await Promise.all([whole, broken].map((target) => cp(source, target, { recursive: true })));
  await writeFile(join(broken, 'manifest.json'), JSON.stringify({ ...manifest, version: version + 1 }));
  await truncate(join(broken, 'weights.bin'), 1_000);
  await withLince({ env: { LINCE_MODELS_DIR: folder, LINCE_MODEL: `digits@${version}` } }, async ({ apiUrl }) => {
    const ask = async (): Promise<Response> =>
      fetch(`${apiUrl}/predict?model=digits@${version + 1}`, raw(await digitPng(7)));
    expect(await refusal(await ask())).toEqual([503, 'model_broken']);
    await cp(join(source, 'weights.bin'), join(broken, 'weights.bin'));
    const mended = await until(async () => {
      const response = await ask();
      return response.ok && response.json();
    });
    expect(mended).toMatchObject({ class: 7, model: { name: 'digits', version: version + 1 } });
  }).finally(() => rm(folder, { recursive: true }));
});
