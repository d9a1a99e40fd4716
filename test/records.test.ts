import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Bundle, Outcome } from '#contract';
import { connectRedis, keysUnder, newBundleId, newToken, Records, type JobId, type Keys, type Redis } from '#platform';
import { quiet } from './support/quiet.js';
import { freePort } from './support/processes.js';
import { startRedis, type TestRedis } from './support/redis.js';

const TTL = 60_000;
const UPLOAD = Buffer.from([0, 0xff, 0x0d, 0x0a, 0x80]);
const SEEN = Buffer.from([0, 128, 255, 7]);
const succeeded: Outcome = {
  state: 'succeeded',
  result: {
    class: 1,
    label: '1',
    confidence: 0.75,
    probabilities: [0.25, 0.75],
    top: [
      { class: 1, label: '1', confidence: 0.75 },
      { class: 0, label: '0', confidence: 0.25 },
    ],
    score: 0.5,
    warnings: ['low_confidence'],
    model: { name: 'digits', version: 1 },
  },
  seen: { width: 2, height: 2, channels: 1 },
  preprocess: 1.5,
  predict: 0.5,
};
const blank: Outcome = { state: 'failed', code: 'blank_image' };

let server: TestRedis;
let redis: Redis;
let keys: Keys;
let records: Records;
let runs = 0;

beforeAll(async () => {
  server = await startRedis();
  redis = connectRedis(server.url, 'consumer', quiet);
});
afterAll(async () => {
  await redis.quit();
  await server.stop();
});
beforeEach(() => {
  keys = keysUnder(`run-${runs++}`);
  records = new Records(redis, keys, TTL);
});

/** A new bundle of pictures, and the ids of their jobs. */
async function create(pictures: number): Promise<{ bundle: Bundle; ids: JobId[] }> {
  const bundle: Bundle = { v: 1, id: newBundleId(), pictures, model: { name: 'digits', version: null } };
  const ids = Array.from({ length: pictures }, (_, index) => ({ bundle: bundle.id, index, token: newToken() }));
  await records.create(
    bundle,
    ids.map(({ token }) => ({ token, owner: '', upload: UPLOAD })),
  );
  return { bundle, ids };
}

const states = async (ids: JobId[]): Promise<(string | undefined)[]> =>
  (await Promise.all(ids.map((id) => records.read(id)))).map((job) => job?.state);
const fields = (bundle: Bundle): Promise<string[]> => redis.hkeys(keys.record(bundle.id));
const timeLeft = (bundle: Bundle): Promise<number> => redis.pttl(keys.record(bundle.id));

test('a picture waits, is claimed and is answered, each at its time', async () => {
  const { bundle, ids } = await create(1);
  const queued = (await records.read(ids[0]!))!;
  expect(queued).toEqual({
    id: ids[0],
    owner: '',
    model: bundle.model,
    state: 'queued',
    created: expect.any(Number),
    started: null,
    finished: null,
    outcome: null,
  });
  expect(await records.claim(bundle)).toEqual({ claims: 1, pictures: [{ index: 0, upload: UPLOAD }] });
  const processing = (await records.read(ids[0]!))!;
  expect(processing).toEqual({ ...queued, state: 'processing', started: expect.any(Number) });
  expect(processing.started).toBeGreaterThanOrEqual(queued.created);
  await records.settle(bundle.id, [{ index: 0, outcome: succeeded, seen: SEEN }]);
  const answered = (await records.read(ids[0]!))!;
  expect(answered).toEqual({ ...processing, state: 'succeeded', finished: expect.any(Number), outcome: succeeded });
  expect(answered.finished).toBeGreaterThanOrEqual(processing.started!);
  expect(await records.readSeen(ids[0]!)).toEqual(SEEN);
  expect(await fields(bundle)).not.toContain('0:upload');
});

test('an outcome is written once; a late one is dropped', async () => {
  const { bundle, ids } = await create(1);
  await records.claim(bundle);
  await records.settle(bundle.id, [{ index: 0, outcome: blank }]);
  const first = await records.read(ids[0]!);
  await records.settle(bundle.id, [{ index: 0, outcome: succeeded, seen: SEEN }]);
  expect(await records.read(ids[0]!)).toEqual(first);
  expect(await records.readSeen(ids[0]!)).toBeNull();
});

test('what was canceled is not claimed, and gets no outcome', async () => {
  const { bundle, ids } = await create(2);
  const { before, canceled } = (await records.cancel(ids[0]!))!;
  expect(before).toBe('queued');
  expect(canceled).toEqual(await records.read(ids[0]!));
  expect((await records.claim(bundle)).pictures.map(({ index }) => index)).toEqual([1]);
  await records.settle(
    bundle.id,
    [0, 1].map((index) => ({ index, outcome: succeeded })),
  );
  expect(await states(ids)).toEqual(['canceled', 'succeeded']);
  expect(await fields(bundle)).not.toContain('0:upload');
});

test('what is being processed can neither be canceled nor erased', async () => {
  const { bundle, ids } = await create(1);
  expect(await records.erase(ids[0]!)).toBe(false);
  await records.claim(bundle);
  expect(await records.cancel(ids[0]!)).toEqual({ before: 'processing', canceled: null });
  expect(await records.erase(ids[0]!)).toBe(false);
  expect(await states(ids)).toEqual(['processing']);
});

test('whoever has not the token can neither read, cancel nor erase', async () => {
  const { bundle, ids } = await create(2);
  const stranger = { ...ids[0]!, token: ids[1]!.token };
  expect(await records.read(stranger)).toBeNull();
  expect(await records.cancel(stranger)).toBeNull();
  await records.settle(bundle.id, [{ index: 0, outcome: blank }]);
  expect(await records.erase(stranger)).toBe(false);
  expect(await states(ids)).toEqual(['failed', 'queued']);
});

test('neighbours are erased one by one, and the record goes with the last', async () => {
  const { bundle, ids } = await create(2);
  await records.settle(
    bundle.id,
    [0, 1].map((index) => ({ index, outcome: succeeded, seen: SEEN })),
  );
  expect(await records.erase(ids[0]!)).toBe(true);
  expect(await records.erase(ids[0]!)).toBe(false);
  expect(await states(ids)).toEqual([undefined, 'succeeded']);
  expect((await fields(bundle)).filter((field) => field.startsWith('0:'))).toEqual([]);
  expect(await records.erase(ids[1]!)).toBe(true);
  expect(await redis.exists(keys.record(bundle.id))).toBe(0);
});

test('a record lives for ever while a picture is open, and its time from the last outcome on', async () => {
  const { bundle, ids } = await create(3);
  await records.cancel(ids[0]!);
  await records.settle(bundle.id, [{ index: 1, outcome: blank }]);
  expect(await timeLeft(bundle)).toBe(-1);
  await records.settle(bundle.id, [{ index: 2, outcome: blank }]);
  expect(await timeLeft(bundle)).toBeGreaterThan(TTL - 10_000);
  expect(await timeLeft(bundle)).toBeLessThanOrEqual(TTL);
});

test('nothing brings back a record that is gone', async () => {
  const { bundle } = await create(1);
  await redis.del(keys.record(bundle.id));
  expect((await records.claim(bundle)).pictures).toEqual([]);
  await records.settle(bundle.id, [{ index: 0, outcome: succeeded }]);
  await records.giveUp(bundle.id);
  expect(await records.countTry(bundle.id, 0)).toBe(0);
  expect(await records.readBundle(bundle.id)).toBeNull();
  expect(await redis.exists(keys.record(bundle.id))).toBe(0);
});

test('claims and tries are counted', async () => {
  const { bundle } = await create(2);
  expect((await records.claim(bundle)).claims).toBe(1);
  expect(await records.countTry(bundle.id, 1)).toBe(2);
  expect((await records.claim(bundle)).claims).toBe(2);
  expect([await records.countTry(bundle.id, 1), await records.countTry(bundle.id, 0)]).toEqual([3, 2]);
});

test('a bundle that is given up leaves its code in what was open, and in nothing else', async () => {
  const { bundle, ids } = await create(3);
  await records.settle(bundle.id, [{ index: 1, outcome: succeeded }]);
  await records.cancel(ids[2]!);
  await records.giveUp(bundle.id);
  expect(await states(ids)).toEqual(['failed', 'succeeded', 'canceled']);
  expect((await records.read(ids[0]!))!.outcome).toEqual({ state: 'failed', code: 'internal_error' });
});

test('open bundles are found by their age, the oldest first', async () => {
  const created = [await create(1), await create(1), await create(1)].map(({ bundle }) => bundle.id);
  await redis.zadd(keys.open, 3_000, created[0]!, 1_000, created[1]!, 2_000, created[2]!);
  expect(await records.openSince(0, 10)).toEqual([created[1], created[2], created[0]]);
  expect(await records.openSince(0, 2)).toEqual([created[1], created[2]]);
  expect(await records.openSince(0, 2, 2)).toEqual([created[0]]);
  expect(await records.openSince(Date.now(), 10)).toEqual([]);
  await records.settle(created[1]!, [{ index: 0, outcome: blank }]);
  await records.forget(created[2]!);
  expect(await records.openSince(0, 10)).toEqual([created[0]]);
});

test('a bundle can be read back from its record', async () => {
  const { bundle } = await create(2);
  expect(await records.readBundle(bundle.id)).toEqual({ bundle, awaited: false });
});

test('where there is no memory for uploads nothing is written, and somebody who waits is told so', async () => {
  await redis.config('SET', 'maxmemory', '1');
  try {
    await expect(create(2)).rejects.toMatchObject({ code: 'queue_unavailable' });
  } finally {
    await redis.config('SET', 'maxmemory', '0');
  }
  expect(await redis.keys(`${keys.record('')}*`)).toEqual([]);
  expect(await records.openSince(0, 10)).toEqual([]);
});

test('uploads that an earlier worker has answered meanwhile are not claimed', async () => {
  const { bundle } = await create(2);
  await records.claim(bundle);
  await records.settle(bundle.id, [{ index: 0, outcome: blank }]);
  expect(await records.claim(bundle)).toEqual({ claims: 2, pictures: [{ index: 1, upload: UPLOAD }] });
});

test('while Redis is away, somebody who waits is told so at once', async () => {
  const away = connectRedis(`redis://127.0.0.1:${await freePort()}`, 'producer', quiet);
  const lost = new Records(away, keys, TTL);
  await expect(lost.read({ bundle: newBundleId(), index: 0, token: newToken() })).rejects.toMatchObject({
    code: 'queue_unavailable',
  });
  away.disconnect();
});
