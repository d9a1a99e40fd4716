import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Bundle, Change, Outcome } from '#contract';
import {
  Changes,
  connectRedis,
  Fleet,
  keysUnder,
  newBundleId,
  newToken,
  Records,
  type JobId,
  type Redis,
} from '#platform';
import { quiet } from './support/quiet.js';
import { startRedis, type TestRedis } from './support/redis.js';
import { until } from './support/until.js';

const blank: Outcome = { state: 'failed', code: 'blank_image' };
const keys = keysUnder('announcements');

let server: TestRedis;
let redis: Redis;
let subscriber: Redis;
let records: Records;
let changes: Changes;

beforeAll(async () => {
  server = await startRedis();
  redis = connectRedis(server.url, 'consumer', quiet);
  subscriber = connectRedis(server.url, 'consumer', quiet);
  records = new Records(redis, keys, 60_000);
  changes = new Changes(subscriber, keys);
  await changes.start();
});
afterAll(async () => {
  await Promise.all([redis.quit(), subscriber.quit()]);
  await server.stop();
});

/** A bundle of two pictures, and what is heard of each. */
async function listened(): Promise<{
  bundle: Bundle;
  ids: JobId[];
  heard: (Change | 'gap')[][];
  stop: (() => void)[];
}> {
  const bundle: Bundle = { v: 1, id: newBundleId(), pictures: 2, model: { name: 'digits', version: null } };
  const ids = [0, 1].map((index) => ({ bundle: bundle.id, index, token: newToken() }));
  await records.create(
    bundle,
    ids.map(({ token }) => ({ token, owner: '', upload: Buffer.from('x') })),
  );
  const heard: (Change | 'gap')[][] = [[], []];
  const stop = heard.map((list, index) => changes.listen(bundle.id, index, (change) => list.push(change)));
  return { bundle, ids, heard, stop };
}

test('each picture is told of by itself, from the first state to the last', async () => {
  const { bundle, ids, heard } = await listened();
  await records.cancel(ids[1]!);
  await records.claim(bundle);
  await records.settle(bundle.id, [{ index: 0, outcome: blank }]);
  await records.erase(ids[0]!);
  const at = expect.any(Number);
  await until(() => heard[0]!.length === 3);
  expect(heard).toEqual([
    [
      { state: 'processing', at },
      { state: 'failed', at, outcome: blank },
      { state: 'erased', at },
    ],
    [{ state: 'canceled', at }],
  ]);
});

test('what changes nothing is not announced', async () => {
  const { bundle, ids, heard } = await listened();
  await records.settle(bundle.id, [{ index: 0, outcome: blank }]);
  await records.settle(bundle.id, [{ index: 0, outcome: blank }]);
  await records.cancel(ids[0]!);
  await records.cancel(ids[1]!);
  await until(() => heard[1]!.length === 1);
  expect(heard[0]).toHaveLength(1);
});

test('who has stopped listening hears nothing, and the others go on hearing', async () => {
  const { bundle, heard, stop } = await listened();
  stop[0]!();
  await records.claim(bundle);
  await until(() => heard[1]!.length === 1);
  expect(heard[0]).toEqual([]);
});

test('after a cut connection everybody hears of the gap, and of what comes then', async () => {
  const { bundle, heard } = await listened();
  await redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
  await until(() => heard.every((list) => list.includes('gap')));
  await records.claim(bundle);
  await until(() => heard.every((list) => list.some((change) => change !== 'gap')));
});

test('what this version has no words for is a gap, and harms nobody', async () => {
  const { heard } = await listened();
  for (const message of ['nonsense', '{"bundle":"x","pictures":{"0":{"state":"new"}}}'])
    await redis.publish(keys.changes, message);
  await until(() => heard.every((list) => list.length === 2));
  expect(heard.flat()).toEqual(['gap', 'gap', 'gap', 'gap']);
});

test('a worker is alive from its first sign of life until it leaves', async () => {
  const fleet = new Fleet(redis, keys);
  const facts = { id: 'one', engine: 'wasm', models: [{ name: 'digits', version: 1, warm: true }] };
  await fleet.announce(facts);
  expect(await fleet.live()).toEqual([facts]);
  await fleet.leave('one');
  expect(await fleet.live()).toEqual([]);
});

test('a worker that gives no sign of life any more is dead, and forgotten', async () => {
  const fleet = new Fleet(redis, keys);
  await fleet.announce({ id: 'two', engine: 'wasm', models: [] });
  await redis.zadd(keys.workers, 1, 'two');
  expect(await fleet.live()).toEqual([]);
  expect(await redis.exists(keys.workers, keys.workerFacts)).toBe(0);
});
