import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { type Outcome } from '#contract';
import { keysUnder, Records } from '#platform';
import {
  batchesAt,
  bundlesOf,
  formOf,
  manyDigits,
  nothingLeft,
  traces,
  zipped,
  type NamedFile,
} from './support/batches.js';
import { backstage, type Backstage } from './support/bundles.js';
import { startLince, type Lince } from './support/lince.js';
import { until } from './support/until.js';
import { zipOf } from './support/zips.js';

jest.setTimeout(60_000);

const keys = keysUnder('lince');
const LIMITS = { LINCE_MAX_UPLOAD: '100kb', LINCE_MAX_BATCH: '2mb' };

let lince: Lince;
let behind: Backstage;
let door: ReturnType<typeof batchesAt>;
let digits: NamedFile[];

beforeAll(async () => {
  [lince, digits] = await Promise.all([startLince({ env: LIMITS }), manyDigits(1_000)]);
  behind = backstage(lince.redis.url);
  door = batchesAt(lince.apiUrl);
}, 60_000);
afterAll(async () => {
  await behind?.close();
  await lince?.stop();
});

/** A worker that stands still takes nothing: what is submitted waits until it goes on. */
const standStill = (): boolean => lince.workers[0]!.child.kill('SIGSTOP');
const goOn = (): boolean => lince.workers[0]!.child.kill('SIGCONT');
afterEach(() => void goOn());

const some = (count: number): NamedFile[] => digits.slice(0, count);

test('nothing expires while anything waits, and all of it together after the last outcome', async () => {
  const before = await traces(behind.redis);
  standStill();
  const batch = await door.submit(zipped(some(40)));
  const [first, second] = await bundlesOf(behind.redis, batch);
  const [id] = batch.id.split('.');
  const all = [keys.batch(id!), keys.batchBundles(id!), keys.record(first!), keys.record(second!)];
  const left = (): Promise<number[]> => Promise.all(all.map((key) => behind.redis.pttl(key)));
  expect(await left()).toEqual([-1, -1, -1, -1]);
  const short = new Records(behind.redis, keys, 1_000);
  const failed: Outcome = { state: 'failed', code: 'blank_image' };
  const settle = (bundle: string, pictures: number): Promise<void> =>
    short.settle(
      bundle,
      Array.from({ length: pictures }, (_, index) => ({ index, outcome: failed })),
    );
  await settle(first!, 32);
  expect(await left()).toEqual([-1, -1, -1, -1]);
  await settle(second!, 8);
  expect(await door.show(batch)).toMatchObject({ state: 'finished', counts: { failed: 40 } });
  const times = await left();
  expect(times.filter((time) => time <= 0 || time > 1_000)).toEqual([]);
  await until(async () => (await behind.redis.exists(...all)) === 0);
  goOn();
  await nothingLeft(behind.redis, before);
});

test('pictures that had all failed before they came are a finished batch from the beginning', async () => {
  const batch = await door.submit(formOf([['no', Buffer.from('no')]]));
  expect(batch).toMatchObject({ state: 'finished', total: 1, counts: { queued: 0, failed: 1 } });
  const [record] = await bundlesOf(behind.redis, batch);
  const left = await behind.redis.pttl(keys.record(record!));
  expect(left).toBeGreaterThan(3_600_000);
  await door.remove(batch);
});

test('an API process that dies in the middle leaves nothing for ever', async () => {
  const before = await traces(behind.redis);
  const request = door.begin('application/zip');
  request.write(zipOf(digits).subarray(0, 150_000));
  await until(async () => (await traces(behind.redis)).length >= before.length + 4);
  await lince.apis[0]!.stop('SIGKILL');
  await until(async () => (await behind.redis.zcard(keys.open)) === 0);
  const left = (await traces(behind.redis)).filter((key) => !before.includes(key));
  const times = await Promise.all(left.map((key) => behind.redis.pttl(key)));
  expect(left.length).toBeGreaterThan(2);
  expect(times.filter((time) => time < 0)).toEqual([]);
  lince.startApi(Number(new URL(lince.apiUrl).port));
  await until(async () => (await door.at('/health/live')).ok);
});
