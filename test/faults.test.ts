import { cp, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, jest, test } from '@jest/globals';
import type { Snapshot } from '#contract';
import { addressOf, backstage } from './support/bundles.js';
import { digitPng } from './support/digits.js';
import { startLince, type Lince } from './support/lince.js';
import { newestDigits } from './support/newest-digits.js';
import { raw } from './support/requests.js';
import { until } from './support/until.js';

jest.setTimeout(60_000);

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function lince(options: Parameters<typeof startLince>[0]): Promise<Lince> {
  const started = await startLince(options);
  ends.push(started.stop);
  return started;
}

const job = async (url: string, path: string): Promise<Snapshot> =>
  (await fetch(`${url}${path}`)).json() as Promise<Snapshot>;

/** What every 503 tells: its code, and when to try again. */
async function refusal(response: Response): Promise<unknown> {
  expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
  return [response.status, ((await response.json()) as { code: string }).code];
}

test('without a worker pictures are taken and kept, and who would wait is told so', async () => {
  const { apiUrl, startWorker } = await lince({ workers: 0 });
  const seven = await digitPng(7);
  const waited = await fetch(`${apiUrl}/predict`, raw(seven));
  expect(await waited.clone().json()).toMatchObject({ error: 'Modelo no cargado' });
  expect(await refusal(waited)).toEqual([503, 'model_not_loaded']);
  expect(await refusal(await fetch(`${apiUrl}/health/ready`))).toEqual([503, 'model_not_loaded']);
  const taken = await fetch(`${apiUrl}/v1/jobs`, raw(seven));
  expect(taken.status).toBe(202);
  startWorker();
  expect(await job(apiUrl, `${taken.headers.get('location')}?wait=30`)).toMatchObject({
    state: 'succeeded',
    result: { class: 7 },
  });
  await until(async () => (await fetch(`${apiUrl}/health/ready`)).ok);
});

test('a prediction that takes too long goes on: 504 says where to ask for it, 202 where that was preferred', async () => {
  const { apiUrl, workers } = await lince({ env: { LINCE_PREDICT_TIMEOUT: '100ms' } });
  workers[0]!.child.kill('SIGSTOP');
  const picture = await digitPng(7);
  const late = await fetch(`${apiUrl}/predict`, raw(picture));
  expect(late.status).toBe(504);
  expect(await late.json()).toMatchObject({ code: 'prediction_timeout' });
  const preferred = await fetch(`${apiUrl}/predict`, raw(picture, 'image/png', { Prefer: 'wait=1' }));
  expect(preferred.status).toBe(202);
  expect(await preferred.json()).toMatchObject({ state: 'queued' });
  workers[0]!.child.kill('SIGCONT');
  for (const { headers } of [late, preferred]) {
    expect(await job(apiUrl, `${headers.get('location')}?wait=20`)).toMatchObject({
      state: 'succeeded',
      result: { class: 7 },
    });
  }
});

test('a worker that is told to stop finishes what it holds, and leaves the rest', async () => {
  const { redis, workers, startWorker, apiUrl } = await lince({});
  const behind = backstage(redis.url);
  ends.push(behind.close);
  const pictures = await Promise.all(Array.from({ length: 40 }, (_, at) => digitPng(at % 10, at)));
  const ids = (await Promise.all(pictures.map((picture) => behind.submit([picture])))).flat();
  const states = async (): Promise<(string | undefined)[]> =>
    (await Promise.all(ids.map((id) => behind.records.read(id)))).map((each) => each?.state);
  await until(async () => (await states()).some((state) => state !== 'queued'));
  await workers[0]!.stop('SIGTERM');
  expect(workers[0]!.child.exitCode).toBe(0);
  expect((await states()).filter((state) => state !== 'queued' && state !== 'succeeded')).toEqual([]);
  startWorker();
  for (const id of ids) expect((await job(apiUrl, `${addressOf(id)}?wait=20`)).state).toBe('succeeded');
});

test('while Redis is away everybody is told so at once; afterwards all goes on, and nothing was lost', async () => {
  const { apiUrl, workers, redis } = await lince({});
  const seven = await digitPng(7);
  workers[0]!.child.kill('SIGSTOP');
  const taken = await fetch(`${apiUrl}/v1/jobs`, raw(seven));
  const waiting = fetch(`${apiUrl}/predict`, raw(seven));
  const behind = backstage(redis.url);
  await until(async () => (await behind.records.openSince(0, 10)).length === 2);
  await behind.close();
  await redis.process.stop('SIGKILL');
  workers[0]!.child.kill('SIGCONT');
  const doors = [
    fetch(`${apiUrl}/predict`, raw(seven)),
    fetch(`${apiUrl}/v1/jobs`, raw(seven)),
    fetch(apiUrl + taken.headers.get('location')),
    fetch(`${apiUrl}/health/ready`),
  ];
  for (const response of await Promise.all(doors)) expect(await refusal(response)).toEqual([503, 'queue_unavailable']);
  expect((await fetch(`${apiUrl}/health/live`)).ok).toBe(true);
  await redis.restart();
  await until(async () => (await fetch(`${apiUrl}/predict`, raw(seven))).ok);
  expect(await (await waiting).json()).toMatchObject({ class: 7 });
  expect(await job(apiUrl, `${taken.headers.get('location')}?wait=30`)).toMatchObject({
    state: 'succeeded',
    result: { class: 7 },
  });
});

test('a model whose weights are damaged: it is told at once, and it serves soon after it was mended by hand', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lince-models-'));
  ends.push(() => rm(folder, { recursive: true }));
  const manifest = await newestDigits();
  const { version } = manifest;
  const source = join('model', 'digits', `${version}`);
  const [whole, broken] = [version, version + 1].map((each) => join(folder, 'digits', `${each}`)) as [string, string];
  await Promise.all([whole, broken].map((target) => cp(source, target, { recursive: true })));
  await writeFile(join(broken, 'manifest.json'), JSON.stringify({ ...manifest, version: version + 1 }));
  await truncate(join(broken, 'weights.bin'), 1_000);
  const { apiUrl } = await lince({ env: { LINCE_MODELS_DIR: folder, LINCE_MODEL: `digits@${version}` } });
  const ask = async (): Promise<Response> =>
    fetch(`${apiUrl}/predict?model=digits@${version + 1}`, raw(await digitPng(7)));
  expect(await refusal(await ask())).toEqual([503, 'model_broken']);
  await cp(join(source, 'weights.bin'), join(broken, 'weights.bin'));
  const mended = await until(async () => {
    const response = await ask();
    return response.ok && response.json();
  });
  expect(mended).toMatchObject({ class: 7, model: { name: 'digits', version: version + 1 } });
});
