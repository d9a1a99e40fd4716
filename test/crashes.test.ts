import { fileURLToPath } from 'node:url';
import { expect, jest, test } from '@jest/globals';
import sharp from 'sharp';
import type { PredictAnswer } from '#contract';
import { addressOf, backstage, type Backstage } from './support/bundles.js';
import { digitPng } from './support/digits.js';
import { startLince, type Lince } from './support/lince.js';
import type { Started } from './support/processes.js';
import { oldForm } from './support/requests.js';
import { until } from './support/until.js';

// A dead worker's bundles are taken up when their locks have run out, ten seconds later: these tests wait side by side.
jest.setTimeout(120_000);

async function withLince(
  options: Parameters<typeof startLince>[0],
  act: (lince: Lince, behind: Backstage) => Promise<void>,
): Promise<void> {
  const lince = await startLince(options);
  const behind = backstage(lince.redis.url);
  try {
    await act(lince, behind);
  } finally {
    await behind.close();
    await lince.stop();
  }
}

const poisoned = { NODE_OPTIONS: `--import ${fileURLToPath(new URL('support/poison.mjs', import.meta.url))}` };
const poison = async (): Promise<Buffer> => Buffer.concat([await digitPng(5), Buffer.from('poison')]);

test.concurrent('what a killed worker had in hand is answered by another', () =>
  withLince({}, async ({ apiUrl, workers, startWorker }, { redis, records }) => {
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
    const held = async (): Promise<number> => {
      const states = (await records.openSince(0, 10)).map((bundle) =>
        redis.hget(`{lince}:record:${bundle}`, '0:state'),
      );
      return (await Promise.all(states)).filter((state) => state === 'processing').length;
    };
    await until(async () => {
      workers[0]!.child.kill('SIGSTOP');
      const caught = (await held()) > 0;
      if (!caught) workers[0]!.child.kill('SIGCONT');
      return caught;
    });
    await workers[0]!.stop('SIGKILL');
    startWorker();
    expect((await Promise.all(answers)).map((answer) => answer.label)).toEqual(['1', '3', '7', '9']);
  }),
);

test.concurrent('of a bundle whose one picture crashes every worker only that one fails', () =>
  withLince({ workers: 0 }, async ({ apiUrl, startWorker }, { submit, redis }) => {
    const crashed: Started[] = [];
    const ids = await submit([await digitPng(4), await poison(), await digitPng(6)]);
    const ended = Promise.all(ids.map(async (id) => (await fetch(`${apiUrl}${addressOf(id)}?wait=60`)).json()));
    let over = false;
    ended.finally(() => (over = true)).catch(() => undefined);
    while (!over) {
      const worker = startWorker(poisoned);
      await until(() => over || worker.child.signalCode, 60_000);
      if (worker.child.signalCode) crashed.push(worker);
      // The dead worker's lock, and the pause until the next look at such locks, would run out by themselves in a while.
      await redis.del(`{lince}:bundles:${ids[0]!.bundle}:lock`, '{lince}:bundles:stalled-check');
    }
    const failure = { state: 'failed', error: { code: 'internal_error' } };
    expect(await ended).toMatchObject([{ result: { label: '4' } }, failure, { result: { label: '6' } }]);
    expect(crashed.map(({ child }) => child.signalCode)).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL']);
  }),
);

test.concurrent('of a bundle whose one picture meets a fault of ours only that one fails', () =>
  withLince({ workers: 0 }, async ({ apiUrl, startWorker }, { submit }) => {
    const faulty = Buffer.concat([await digitPng(5), Buffer.from('fault')]);
    const ids = await submit([await digitPng(4), faulty, await digitPng(6), await digitPng(1)]);
    startWorker(poisoned);
    const ended = await Promise.all(ids.map(async (id) => (await fetch(`${apiUrl}${addressOf(id)}?wait=60`)).json()));
    const failure = { state: 'failed', error: { code: 'internal_error' } };
    const label = (text: string) => ({ result: { label: text } });
    expect(ended).toMatchObject([label('4'), failure, label('6'), label('1')]);
  }),
);

test.concurrent('a record whose job was never added is found, and answered', () =>
  withLince({}, async ({ apiUrl }, { write, age }) => {
    const ids = await write([await digitPng(2), await digitPng(8)]);
    await age(ids[0]!.bundle);
    const ended = await Promise.all(ids.map(async (id) => (await fetch(`${apiUrl}${addressOf(id)}?wait=60`)).json()));
    expect(ended).toMatchObject([{ result: { label: '2' } }, { result: { label: '8' } }]);
  }),
);
