import { expect, jest, test } from '@jest/globals';
import { type Outcome } from '#contract';
import { keysUnder, Records } from '#platform';
import { bundlesOf, formOf, nothingLeft, traces, zipped } from './support/batches.js';
import { batchStage } from './support/batch-stage.js';
import { until } from './support/until.js';
import { zipOf } from './support/zips.js';

jest.setTimeout(60_000);

const keys = keysUnder('lince');

const stage = batchStage();
const { some, standStill, goOn } = stage;

test('nothing expires while anything waits, and all of it together after the last outcome', async () => {
  const before = await traces(stage.behind.redis);
  standStill();
  const batch = await stage.door.submit(zipped(some(40)));
  const [first, second] = await bundlesOf(stage.behind.redis, batch);
  const [id] = batch.id.split('.');
  const all = [keys.batch(id!), keys.batchBundles(id!), keys.record(first!), keys.record(second!)];
  const left = (): Promise<number[]> => Promise.all(all.map((key) => stage.behind.redis.pttl(key)));
  expect(await left()).toEqual([-1, -1, -1, -1]);
  const short = new Records(stage.behind.redis, keys, 1_000);
  const failed: Outcome = { state: 'failed', code: 'blank_image' };
  const settle = (bundle: string, pictures: number): Promise<unknown> =>
    short.settle(
      bundle,
      Array.from({ length: pictures }, (_, index) => ({ index, outcome: failed })),
    );
  await settle(first!, 32);
  expect(await left()).toEqual([-1, -1, -1, -1]);
  await settle(second!, 8);
  expect(await stage.door.show(batch)).toMatchObject({ state: 'finished', counts: { failed: 40 } });
  const times = await left();
  expect(times.filter((time) => time <= 0 || time > 1_000)).toEqual([]);
  await until(async () => (await stage.behind.redis.exists(...all)) === 0);
  goOn();
  await nothingLeft(stage.behind.redis, before);
});

test('pictures that had all failed before they came are a finished batch from the beginning', async () => {
  const batch = await stage.door.submit(formOf([['no', Buffer.from('no')]]));
  expect(batch).toMatchObject({ state: 'finished', total: 1, counts: { queued: 0, failed: 1 } });
  const [record] = await bundlesOf(stage.behind.redis, batch);
  const left = await stage.behind.redis.pttl(keys.record(record!));
  expect(left).toBeGreaterThan(3_600_000);
  await stage.door.remove(batch);
});

test('an API process that dies in the middle leaves nothing for ever', async () => {
  const before = await traces(stage.behind.redis);
  const request = stage.door.begin('application/zip');
  request.write(zipOf(stage.digits).subarray(0, 150_000));
  await until(async () => (await traces(stage.behind.redis)).length >= before.length + 4);
  await stage.lince.apis[0]!.stop('SIGKILL');
  await until(async () => (await stage.behind.redis.zcard(keys.open)) === 0);
  const left = (await traces(stage.behind.redis)).filter((key) => !before.includes(key));
  const times = await Promise.all(left.map((key) => stage.behind.redis.pttl(key)));
  expect(left.length).toBeGreaterThan(2);
  expect(times.filter((time) => time < 0)).toEqual([]);
  stage.lince.startApi(Number(new URL(stage.lince.apiUrl).port));
  await until(async () => (await stage.door.at('/health/live')).ok);
});
