import { expect, jest, test } from '@jest/globals';
import sharp from 'sharp';
import type { PredictAnswer, Snapshot } from '#contract';
import { addressOf } from '../support/bundles.js';
import { digitPng } from '../support/digits.js';
import { withLince } from '../support/fault.js';
import { catchInTheMiddle } from '../support/in-hand.js';
import { refusal } from '../support/refusal.js';
import { oldForm, raw } from '../support/requests.js';
import { until } from '../support/until.js';

jest.setTimeout(90_000);

const job = async (url: string, path: string): Promise<Snapshot> =>
  (await fetch(`${url}${path}`)).json() as Promise<Snapshot>;

test.concurrent('without a worker pictures are taken and kept, and who would wait is told so', () =>
  withLince({ workers: 0 }, async ({ apiUrl, startWorker }) => {
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
  }),
);

test.concurrent(
  'a prediction that takes too long goes on: 504 says where to ask for it, 202 where that was preferred',
  () =>
    withLince({ env: { LINCE_PREDICT_TIMEOUT: '100ms' } }, async ({ apiUrl, workers }) => {
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
    }),
);

test.concurrent('a worker that is told to stop finishes what it holds, and leaves the rest', () =>
  withLince({}, async ({ apiUrl, workers, startWorker }, { records, submit }) => {
    const pictures = await Promise.all(Array.from({ length: 40 }, (_, at) => digitPng(at % 10, at)));
    const ids = (await Promise.all(pictures.map((picture) => submit([picture])))).flat();
    const states = async (): Promise<(string | undefined)[]> =>
      (await Promise.all(ids.map((id) => records.read(id)))).map((each) => each?.state);
    await until(async () => (await states()).some((state) => state !== 'queued'));
    await workers[0]!.stop('SIGTERM');
    expect(workers[0]!.child.exitCode).toBe(0);
    expect((await states()).filter((state) => state !== 'queued' && state !== 'succeeded')).toEqual([]);
    startWorker();
    for (const id of ids) expect((await job(apiUrl, `${addressOf(id)}?wait=20`)).state).toBe('succeeded');
  }),
);

test.concurrent('what a killed worker had in hand is answered by another', () =>
  withLince({}, async ({ apiUrl, workers, startWorker }, { redis }) => {
    // Large pictures take their time, so that the worker is killed in the middle of them.
    const large = await Promise.all(
      [1, 3, 7, 9].map(async (label) =>
        sharp(await digitPng(label))
          .resize(5_000, 5_000, { kernel: 'linear' })
          .png({ compressionLevel: 1 })
          .toBuffer(),
      ),
    );
    const answers = large.map(
      async (picture) => (await fetch(`${apiUrl}/predict`, oldForm(picture))).json() as Promise<PredictAnswer>,
    );
    await catchInTheMiddle(redis, [workers[0]!]);
    await workers[0]!.stop('SIGKILL');
    startWorker();
    expect((await Promise.all(answers)).map((answer) => answer.label)).toEqual(['1', '3', '7', '9']);
  }),
);
