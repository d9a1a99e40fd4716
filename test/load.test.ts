import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Bundle } from '#contract';
import {
  Batches,
  connectRedis,
  keysUnder,
  newBundleId,
  newToken,
  readLoad,
  Records,
  type Created,
  type Entrance,
  type JobId,
  type Keys,
  type Redis,
} from '#platform';
import { quiet } from './support/quiet.js';
import { startRedis, type TestRedis } from './support/redis.js';

const TTL = 60_000;
const UPLOAD = Buffer.alloc(100, 'x');
const blank = { state: 'failed', code: 'blank_image' } as const;
/** BullMQ's score of a job is its priority times this. */
const SCORE = 2 ** 32;

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

interface Came extends Created {
  bundle: Bundle;
  ids: JobId[];
}

/** A bundle comes in. */
async function come(callers: string[], entrance: Entrance = {}, upload = UPLOAD): Promise<Came> {
  const model = { name: 'digits', version: null };
  const bundle: Bundle = { v: 1, id: newBundleId(), pictures: callers.length, model };
  const ids = callers.map((_, index) => ({ bundle: bundle.id, index, token: newToken() }));
  const pictures = callers.map((caller, index) => ({ token: ids[index]!.token, owner: '', caller, upload }));
  return { bundle, ids, ...(await records.create(bundle, pictures, entrance)) };
}
const many = (count: number, caller = 'a'): string[] => Array<string>(count).fill(caller);

/** A bundle comes in and takes its place in line. @returns that place */
async function queueUp(callers: string[], upload: Buffer<ArrayBuffer> = UPLOAD): Promise<number> {
  const { bundle, priority } = await come(callers, {}, upload);
  await redis.zadd(keys.line, priority * SCORE, bundle.id);
  return priority;
}
const waiting = async (): Promise<[number, number]> => {
  const { pictures, bytes } = await readLoad(redis, keys);
  return [pictures, bytes];
};

test('what waits is counted, whichever way it ends', async () => {
  const { bundle, ids, waiting: now } = await come(many(5));
  expect(now).toEqual({ pictures: 5, bytes: 500 });
  await records.cancel(ids[0]!);
  expect(await waiting()).toEqual([4, 400]);
  await records.claim(bundle);
  await records.settle(bundle.id, [{ index: 1, outcome: blank }]);
  await records.settle(bundle.id, [{ index: 1, outcome: blank }]);
  expect(await waiting()).toEqual([3, 300]);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(await records.expire(bundle.id, 1)).toBe(3);
  expect(await waiting()).toEqual([0, 0]);
  expect((await readLoad(redis, keys)).done).toBe(4);
  const batches = new Batches(redis, keys, TTL);
  const [one, other] = [await come(many(2)), await come(many(3))];
  await batches.cancelBundle(one.bundle.id);
  expect(await waiting()).toEqual([3, 300]);
  await batches.erase({ batch: 't', token: '' }, [other.bundle.id]);
  expect(await waiting()).toEqual([0, 0]);
});

test('what there is no room for leaves nothing, and takes no turn', async () => {
  const room = { pictures: 10, bytes: 950, ofOneCaller: 8 };
  const { priority } = await come(many(8), { room });
  await redis.zadd(keys.line, priority * SCORE, 'in line');
  const left = await redis.keys(`*${keys.queue}*`);
  await expect(come(many(3, 'b'), { room })).rejects.toThrow('overloaded');
  await expect(come(many(1, 'b'), { room }, Buffer.alloc(200))).rejects.toThrow('overloaded');
  await expect(come(many(1), { room })).rejects.toThrow('too_many_waiting');
  expect((await redis.keys(`*${keys.queue}*`)).sort()).toEqual(left.sort());
  expect(await waiting()).toEqual([8, 800]);
  expect((await come(['b'], { room })).waiting).toEqual({ pictures: 9, bytes: 900 });
  // Those that somebody waits for have their room at the door.
  expect((await come(many(20, ''))).waiting.pictures).toBe(29);
});

test('a caller with many bundles in line lets another go between, and each goes in its own order', async () => {
  const places: number[] = [];
  for (let nth = 0; nth < 5; nth++) places.push(await queueUp(many(32)));
  expect(places).toEqual([1, 2, 3, 4, 5]);
  expect([await queueUp(many(32, 'b')), await queueUp(many(32, 'b'))]).toEqual([1, 2]);
});

test('whoever comes late takes turns from then on, and does not make up for what is past', async () => {
  for (let nth = 0; nth < 6; nth++) await queueUp(many(32));
  await redis.zremrangebyscore(keys.line, '-inf', 3 * SCORE);
  expect(await queueUp(many(32, 'b'))).toBe(4);
  // Nor does one go before its own that wait, though what is before those is done.
  expect(await queueUp(many(32))).toBe(7);
});

test('when nobody is in line all begin anew', async () => {
  for (let nth = 0; nth < 3; nth++) await queueUp(many(32));
  await redis.del(keys.line);
  expect(await queueUp(many(1))).toBe(1);
  expect(await redis.hgetall(keys.turns)).toEqual({ a: '1' });
});

test('a large picture takes as much of a turn as a bundle of small ones', async () => {
  await queueUp(['a'], Buffer.alloc(2_000_000));
  expect(await queueUp(['a'])).toBe(2);
  for (let nth = 0; nth < 31; nth++) await queueUp(['a']);
  expect(await queueUp(['a'])).toBe(3);
});

test('beyond the last place that BullMQ knows all go in the order in which they come', async () => {
  await redis.zadd(keys.line, (2 ** 21 - 1) * SCORE, 'b');
  expect([await queueUp(many(32)), await queueUp(many(32)), await queueUp(['b'])]).toEqual(
    many(3).map(() => 2 ** 21 - 1),
  );
});
