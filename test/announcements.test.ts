import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Announcement, Bundle, Change, Outcome } from '#contract';
import { Changes, connectRedis, keysUnder, newBundleId, newToken, Records, type JobId, type Redis } from '#platform';
import { quiet } from './support/quiet.js';
import { startRedis, type TestRedis } from './support/redis.js';
import { until } from './support/until.js';

const blank: Outcome = { state: 'failed', code: 'blank_image' };
const keys = keysUnder('announcements');
const HOME = 'home';

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
  changes = new Changes(subscriber, keys, HOME);
  await changes.start();
});
afterAll(async () => {
  await Promise.all([redis.quit(), subscriber.quit()]);
  await server.stop();
});

/** A bundle of two pictures. */
async function written(home?: string): Promise<{ bundle: Bundle; ids: JobId[] }> {
  const bundle: Bundle = { v: 1, id: newBundleId(), pictures: 2, model: { name: 'digits', version: null } };
  const ids = [0, 1].map((index) => ({ bundle: bundle.id, index, token: newToken() }));
  await records.create(
    bundle,
    ids.map(({ token }) => ({ token, owner: '', upload: Buffer.from('x') })),
    home === undefined ? {} : { home },
  );
  return { bundle, ids };
}

/** A bundle of two pictures, and what is heard of each. */
async function listened(home?: string): Promise<{
  bundle: Bundle;
  ids: JobId[];
  heard: (Change | 'gap')[][];
  stop: (() => void)[];
}> {
  const { bundle, ids } = await written(home);
  const heard: (Change | 'gap')[][] = [[], []];
  const listening = heard.map((list, index) => changes.listen(bundle.id, index, (change) => list.push(change)));
  await Promise.all(listening.map(({ begun }) => begun));
  return { bundle, ids, heard, stop: listening.map(({ stop }) => stop) };
}

/** A bundle of two pictures, and what its home hears of their ends. */
async function awaited(home?: string): Promise<{
  bundle: Bundle;
  ids: JobId[];
  ends: (Announcement['pictures'] | 'gap')[];
  stop: () => void;
}> {
  const { bundle, ids } = await written(home);
  const ends: (Announcement['pictures'] | 'gap')[] = [];
  return { bundle, ids, ends, stop: changes.awaitEnds(bundle.id, (end) => ends.push(end)) };
}

/** What comes after this was announced, and delivered, has all been heard. */
async function settled(): Promise<void> {
  const last = await listened();
  await records.claim(last.bundle);
  await until(() => last.heard[1]!.length === 1);
  last.stop.forEach((stop) => stop());
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
  const { ends } = await awaited(HOME);
  for (const message of ['nonsense', '{"bundle":"x","pictures":{"0":{"state":"new"}}}'])
    await redis.publish(keys.changes(), message);
  await until(() => heard.every((list) => list.length === 2));
  expect([...heard.flat(), ...ends]).toEqual(['gap', 'gap', 'gap', 'gap', 'gap', 'gap']);
});

test('the home of a picture is told of its end, together with what ended in the same moment', async () => {
  const { bundle, ends } = await awaited(HOME);
  await records.claim(bundle);
  await records.settle(
    bundle.id,
    [0, 1].map((index) => ({ index, outcome: blank })),
  );
  await until(() => ends.length > 0);
  await settled();
  const failed = { state: 'failed', at: expect.any(Number), outcome: blank };
  expect(ends).toEqual([{ 0: failed, 1: failed }]);
});

test('the home of a picture is told when it is canceled', async () => {
  const { ids, ends } = await awaited(HOME);
  await records.cancel(ids[1]!);
  await until(() => ends.length > 0);
  expect(ends).toEqual([{ 1: { state: 'canceled', at: expect.any(Number) } }]);
});

test.each([
  ['another process', 'elsewhere'],
  ['nobody', ''],
])('an end that %s waits for is not told here, unless somebody listens', async (_who, home) => {
  const { bundle, ends } = await awaited(home);
  const listening = await listened(home);
  for (const { id } of [bundle, listening.bundle]) await records.settle(id, [{ index: 0, outcome: blank }]);
  await until(() => listening.heard[0]!.length === 1);
  await settled();
  expect(ends).toEqual([]);
});

test('what a record of before there were homes announces reaches everybody', async () => {
  const { bundle, ends } = await awaited();
  await redis.hdel(keys.record(bundle.id), 'home');
  await records.settle(bundle.id, [{ index: 0, outcome: blank }]);
  await until(() => ends.length > 0);
  expect(ends).toEqual([{ 0: expect.objectContaining({ state: 'failed' }) }]);
});

test('who waits no more is told nothing more', async () => {
  const { bundle, ends, stop } = await awaited(HOME);
  stop();
  await records.settle(bundle.id, [{ index: 0, outcome: blank }]);
  await settled();
  expect(ends).toEqual([]);
});

test('after a cut connection who waits for an end hears of the gap, and of what comes then', async () => {
  const { bundle, ends } = await awaited(HOME);
  await redis.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
  await until(() => ends.includes('gap'));
  await records.settle(bundle.id, [{ index: 0, outcome: blank }]);
  await until(() => ends.some((end) => end !== 'gap'));
});

/** How many listen for a bundle's changes in Redis. */
async function subscribers(bundle: string): Promise<unknown> {
  const [, count] = (await redis.call('PUBSUB', 'NUMSUB', keys.changes(bundle))) as [string, number];
  return count;
}

test('waiting for an end asks nothing of Redis; listening is ended there with the last listener', async () => {
  const { bundle } = await awaited(HOME);
  expect(await subscribers(bundle.id)).toBe(0);
  const { bundle: other, stop } = await listened();
  expect(await subscribers(other.id)).toBe(1);
  stop[0]!();
  stop[0]!();
  await settled();
  expect(await subscribers(other.id)).toBe(1);
  stop[1]!();
  await until(async () => (await subscribers(other.id)) === 0);
});
