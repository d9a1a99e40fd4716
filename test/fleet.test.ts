import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { connectRedis, Fleet, HEARTBEAT, keysUnder, type Keys, type Redis, type WorkerFacts } from '#platform';
import { quiet } from './support/quiet.js';
import { startRedis, type TestRedis } from './support/redis.js';

const facts = (id: string): WorkerFacts => ({
  id,
  engine: 'wasm',
  models: [{ name: 'digits', version: 1, warm: true }],
});

let server: TestRedis;
let redis: Redis;
let keys: Keys;
let fleet: Fleet;
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
  keys = keysUnder(`fleet-${runs++}`);
  fleet = new Fleet(redis, keys);
});

test('a worker is alive from its first sign of life until it leaves', async () => {
  await fleet.announce(facts('one'));
  expect(await fleet.live()).toEqual([facts('one')]);
  await fleet.leave('one');
  expect(await fleet.live()).toEqual([]);
});

test('a worker that gives no sign of life any more is dead, and forgotten', async () => {
  await fleet.announce(facts('two'));
  await redis.zadd(keys.workers, 1, 'two');
  expect(await fleet.live()).toEqual([]);
  expect(await redis.exists(keys.workers, keys.workerFacts)).toBe(0);
});

test('an API process hears how many of its kind and of workers there are', async () => {
  expect(await fleet.attendDoor('first')).toEqual({ apis: 1, workers: 0 });
  await fleet.announce(facts('one'));
  await fleet.announce(facts('two'));
  expect(await fleet.attendDoor('second')).toEqual({ apis: 2, workers: 2 });
  expect(await fleet.attendDoor('first')).toEqual({ apis: 2, workers: 2 });
  await fleet.leave('one');
  await fleet.leaveDoor('second');
  expect(await fleet.attendDoor('first')).toEqual({ apis: 1, workers: 1 });
});

test('whoever gives no sign of life any more is not counted', async () => {
  await fleet.announce(facts('one'));
  await fleet.attendDoor('first');
  await redis.zadd(keys.workers, 1, 'one');
  await redis.zadd(keys.apis, 1, 'first');
  expect(await fleet.attendDoor('second')).toEqual({ apis: 1, workers: 0 });
  expect(await redis.zrange(keys.apis, '0', '-1')).toEqual(['second']);
});

test('a sign of life outlasts more than one that is lost', async () => {
  await fleet.attendDoor('first');
  const [seconds] = await redis.time();
  const until = Number(await redis.zscore(keys.apis, 'first'));
  expect(until - Number(seconds) * 1_000).toBeGreaterThan(2 * HEARTBEAT);
});
