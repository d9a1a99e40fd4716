import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { connectRedis, Replicas, type Redis } from '#platform';
import { lookOn } from './support/commands.js';
import { freePort, type Started } from './support/processes.js';
import { askRedis, follows, redisFolder, runRedis, startRedis, type TestRedis } from './support/redis.js';
import { quiet } from './support/quiet.js';
import { until } from './support/until.js';

jest.setTimeout(30_000);

let server: TestRedis;
let redis: Redis;
let bystander: Redis;
let folder: string;
let replica: Started;
let warn: jest.SpiedFunction<typeof quiet.warn>;

beforeEach(async () => {
  [server, folder] = await Promise.all([startRedis(), redisFolder()]);
  replica = await startReplica();
  redis = connectRedis(server.url, 'producer', quiet);
  bystander = connectRedis(server.url, 'producer', quiet);
  await until(() => redis.status === 'ready' && bystander.status === 'ready');
  warn = jest.spyOn(quiet, 'warn').mockClear();
});
afterEach(async () => {
  redis.disconnect();
  bystander.disconnect();
  await replica.stop('SIGKILL');
  await server.stop();
  await rm(folder, { recursive: true });
});

async function startReplica(): Promise<Started> {
  const port = await freePort();
  const master = new URL(server.url).port;
  const started = runRedis({ port: String(port), dir: folder, replicaof: `127.0.0.1 ${master}`, appendonly: 'no' });
  await follows(port);
  await until(async () => ((await askRedis(Number(master), 'ROLE')) as [string, number, unknown[]])[2].length === 1);
  return started;
}

const kept = (wanted: number): Replicas => new Replicas(redis, wanted, quiet);
const unavailable = { code: 'queue_unavailable' };

test('what the replica has is kept; for many at once it is asked once or twice', async () => {
  const replicas = kept(1);
  const onlooker = await lookOn(bystander);
  const written = Array.from({ length: 20 }, (_, at) => replicas.have(redis.set(`key${at}`, at)));
  expect(await Promise.all(written)).toEqual(written.map(() => 'OK'));
  const names = (await onlooker.take()).map(({ name }) => name);
  onlooker.stop();
  const waits = names.filter((name) => name === 'wait').length;
  expect(waits).toBeGreaterThan(0);
  expect(waits).toBeLessThanOrEqual(2);
  expect(names.filter((name) => name === 'role')).toHaveLength(1);
  expect(warn).not.toHaveBeenCalled();
});

test('what the replica does not say that it has is not accepted', async () => {
  replica.child.kill('SIGSTOP');
  await expect(kept(1).have(redis.set('key', 1))).rejects.toMatchObject(unavailable);
  replica.child.kill('SIGCONT');
  await expect(kept(1).have(redis.set('key', 2))).resolves.toBe('OK');
});

test('where there are fewer replicas than there should be, those that there are will do, and it is said once', async () => {
  const replicas = kept(2);
  expect(await replicas.have(redis.set('key', 1))).toBe('OK');
  expect(await replicas.have(redis.set('key', 2))).toBe('OK');
  expect(warn.mock.calls).toEqual([[expect.stringContaining('1 of 2 replicas')]]);
});

test('a replica that dies is not waited for any more, even if it was there a moment ago', async () => {
  const replicas = kept(1);
  await replicas.have(redis.set('key', 1));
  await replica.stop('SIGKILL');
  expect(await replicas.have(redis.set('key', 2))).toBe('OK');
});

test('what was written over a connection that is lost is not accepted, though another one would say so', async () => {
  const replicas = kept(1);
  const lost = new Promise((resolve) => redis.once('close', resolve));
  const written = redis.set('key', 1).then(async () => {
    redis.disconnect(true);
    await lost;
    await until(() => redis.status === 'ready');
  });
  await expect(replicas.have(written)).rejects.toMatchObject(unavailable);
});

test('where none is asked for, nothing is asked of Redis', async () => {
  const onlooker = await lookOn(bystander);
  await kept(0).have(redis.set('key', 1));
  expect((await onlooker.take()).map(({ name }) => name)).toEqual(['set']);
  onlooker.stop();
});
