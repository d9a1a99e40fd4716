import { fileURLToPath } from 'node:url';
import { expect, jest, test } from '@jest/globals';
import sharp from 'sharp';
import { addressOf } from '../support/bundles.js';
import { digitPng } from '../support/digits.js';
import { withLince } from '../support/fault.js';
import { raw } from '../support/requests.js';
import type { Started } from '../support/processes.js';
import { until } from '../support/until.js';

jest.setTimeout(120_000);

const poisoned = { NODE_OPTIONS: `--import ${fileURLToPath(new URL('../support/poison.mjs', import.meta.url))}` };
/** A picture that does something to the decoder; a JPEG, as of a PNG the decoder sees only what it needs. */
const spoiled = async (how: 'poison' | 'fault' | 'stuck'): Promise<Buffer> =>
  Buffer.concat([
    await sharp(await digitPng(5))
      .jpeg()
      .toBuffer(),
    Buffer.from(how),
  ]);

test.concurrent('of a bundle whose one picture crashes every worker only that one fails', () =>
  withLince({ workers: 0 }, async ({ apiUrl, startWorker }, { submit, redis }) => {
    const crashed: Started[] = [];
    const ids = await submit([await digitPng(4), await spoiled('poison'), await digitPng(6)]);
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
    const failure = { state: 'failed', error: { code: 'quarantined' } };
    expect(await ended).toMatchObject([{ result: { label: '4' } }, failure, { result: { label: '6' } }]);
    expect(crashed.map(({ child }) => child.signalCode)).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL']);
  }),
);

test.concurrent('of a bundle whose one picture meets a fault of ours only that one fails', () =>
  withLince({ workers: 0 }, async ({ apiUrl, startWorker }, { submit }) => {
    const faulty = await spoiled('fault');
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

test.concurrent(
  'a picture that its decoder never ends with is refused, and costs one worker, which was done with the rest',
  () =>
    withLince(
      { workers: 2, env: { ...poisoned, LINCE_DECODE_TIMEOUT: '2s' } },
      async ({ apiUrl, workers }, { submit }) => {
        const ids = await submit([await digitPng(4), await spoiled('stuck'), await digitPng(6)]);
        const ended = await Promise.all(
          ids.map(async (id) => (await fetch(`${apiUrl}${addressOf(id)}?wait=60`)).json()),
        );
        const failure = { state: 'failed', error: { code: 'image_too_complex', status: 422, retryable: false } };
        expect(ended).toMatchObject([{ result: { label: '4' } }, failure, { result: { label: '6' } }]);
        const stuck = await until(() => workers.find((each) => each.ended()), 60_000);
        expect(stuck.output()).toMatch(/gives up: a picture has kept its decoder busy for more than 4 s/);
        const answer = await fetch(`${apiUrl}/predict`, raw(await digitPng(7)));
        expect(await answer.json()).toMatchObject({ label: '7' });
        expect(workers.filter((each) => !each.ended())).toHaveLength(1);
      },
    ),
);
