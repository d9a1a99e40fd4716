import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { BatchSnapshot, PredictAnswer, Snapshot } from '#contract';
import { parseJobId } from '#platform';
import { formOf, manyDigits, nothingLeft, traces, type NamedFile } from './support/batches.js';
import { backstage, type Backstage } from './support/bundles.js';
import { digitPng } from './support/digits.js';
import { startLince, type Lince } from './support/lince.js';
import { raw } from './support/requests.js';
import { until } from './support/until.js';

jest.setTimeout(60_000);

let lince: Lince;
let behind: Backstage;
let digits: NamedFile[];
let seven: Buffer;
let three: Buffer;

beforeAll(async () => {
  [lince, digits, seven, three] = await Promise.all([
    startLince({ apis: 2 }),
    manyDigits(40),
    digitPng(7),
    digitPng(3),
  ]);
  behind = backstage(lince.redis.url);
}, 60_000);
afterAll(async () => {
  await behind?.close();
  await lince?.stop();
});

const post = (api: number, path: string, picture: Uint8Array, key: string): Promise<Response> =>
  fetch(lince.apiUrls[api]! + path, raw(picture, 'image/png', { 'Idempotency-Key': key }));
const submit = async (api: number, key: string): Promise<{ job: Snapshot; replayed: string | null }> => {
  const response = await post(api, '/v1/jobs', seven, key);
  expect(response.status).toBe(202);
  return { job: (await response.json()) as Snapshot, replayed: response.headers.get('idempotency-replayed') };
};
const problem = async (response: Response): Promise<unknown> => {
  const { code } = (await response.json()) as { code: string };
  return [response.status, code];
};
const done = async (id: string): Promise<Snapshot> =>
  (await (await fetch(`${lince.apiUrl}/v1/jobs/${id}?wait=30`)).json()) as Snapshot;

test('the same key and picture give the same job, at every API process, before its end and after', async () => {
  const first = await submit(0, 'a-1');
  const other = await submit(1, 'a-1');
  expect(first.replayed).toBeNull();
  expect(other).toMatchObject({ replayed: 'true', job: { id: first.job.id } });
  expect(await done(first.job.id)).toMatchObject({ state: 'succeeded', result: { class: 7 } });
  expect((await submit(1, '"a-1"')).job).toMatchObject({ id: first.job.id, state: 'succeeded' });
  const { id, ...answer } = (await (await post(1, '/predict', seven, 'a-1')).json()) as PredictAnswer;
  expect([id, answer.class]).toEqual([first.job.id, 7]);
});

test('another picture, or another model, with the same key is refused at every door', async () => {
  await submit(0, 'b-1');
  expect(await problem(await post(1, '/v1/jobs', three, 'b-1'))).toEqual([422, 'idempotency_mismatch']);
  expect(await problem(await post(0, '/predict', three, 'b-1'))).toEqual([422, 'idempotency_mismatch']);
  expect(await problem(await post(0, '/v1/jobs?model=digits@2', seven, 'b-1'))).toEqual([422, 'idempotency_mismatch']);
});

test('many at once, at both API processes, are one job', async () => {
  lince.workers[0]!.child.kill('SIGSTOP');
  const submitted = await Promise.all(Array.from({ length: 20 }, (_, nth) => submit(nth % 2, 'c-1')));
  const waiting = [0, 1].map(
    async (api) => (await (await post(api, '/predict', seven, 'c-1')).json()) as PredictAnswer,
  );
  const ids = new Set(submitted.map(({ job }) => job.id));
  expect(ids.size).toBe(1);
  expect(submitted.filter(({ replayed }) => replayed === null).length).toBe(1);
  // Only one upload waits, whatever was sent.
  const { bundle, index } = parseJobId([...ids][0]!)!;
  expect(await behind.redis.hexists(`{lince}:record:${bundle}`, `${index}:upload`)).toBe(1);
  expect(await behind.redis.hget('{lince}:load', 'pictures')).toBe('1');
  lince.workers[0]!.child.kill('SIGCONT');
  expect((await Promise.all(waiting)).map(({ id, label }) => [id, label])).toEqual(
    [...ids, ...ids].map((id) => [id, '7']),
  );
});

test('a client that hangs up while it waits finds its answer with its key', async () => {
  lince.workers[0]!.child.kill('SIGSTOP');
  const hangUp = new AbortController();
  const open = async (): Promise<number> => Number(await behind.redis.hget('{lince}:load', 'pictures'));
  const before = await open();
  const lost = fetch(`${lince.apiUrls[0]}/predict`, {
    ...raw(seven, 'image/png', { 'Idempotency-Key': 'd-1' }),
    signal: hangUp.signal,
  });
  await until(async () => (await open()) > before);
  hangUp.abort();
  await expect(lost).rejects.toThrow('aborted');
  lince.workers[0]!.child.kill('SIGCONT');
  expect(await (await post(1, '/predict', seven, 'd-1')).json()).toMatchObject({ class: 7 });
});

test('an API that is killed after it took a picture: the same request at the other finds that job', async () => {
  lince.workers[0]!.child.kill('SIGSTOP');
  const before = new Set(await behind.redis.keys('{lince}:record:*'));
  const lost = post(0, '/predict', seven, 'e-1').catch(() => null);
  const record = await until(async () => (await behind.redis.keys('{lince}:record:*')).find((key) => !before.has(key)));
  await until(() => behind.redis.hexists(record, 'model'));
  await lince.apis[0]!.stop('SIGKILL');
  expect(await lost).toBeNull();
  const { job, replayed } = await submit(1, 'e-1');
  expect(replayed).toBe('true');
  expect(record).toBe(`{lince}:record:${parseJobId(job.id)!.bundle}`);
  lince.workers[0]!.child.kill('SIGCONT');
  lince.startApi(Number(new URL(lince.apiUrls[0]!).port));
  await until(async () => (await fetch(`${lince.apiUrl}/health/ready`)).ok);
  expect(await done(job.id)).toMatchObject({ state: 'succeeded', result: { class: 7 } });
});

test('a job that was erased can be made anew with its key', async () => {
  const { job } = await submit(0, 'f-1');
  await done(job.id);
  expect((await fetch(lince.apiUrl + job.links.self, { method: 'DELETE' })).status).toBe(204);
  const { job: anew, replayed } = await submit(0, 'f-1');
  expect(replayed).toBeNull();
  expect(anew.id).not.toBe(job.id);
});

test('a batch that is sent again is the same batch, and leaves nothing twice', async () => {
  const send = (files: NamedFile[], key = 'g-1'): Promise<Response> =>
    fetch(`${lince.apiUrls[1]}/v1/batches`, { ...formOf(files), headers: { 'Idempotency-Key': key } });
  const first = (await (await send(digits)).json()) as BatchSnapshot;
  await fetch(`${lince.apiUrl}${first.links.self}?wait=30`);
  const before = await traces(behind.redis);
  const again = await send(digits);
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(await again.json()).toMatchObject({ id: first.id, state: 'finished', counts: { succeeded: 40 } });
  expect(await problem(await send(digits.slice(1)))).toEqual([422, 'idempotency_mismatch']);
  await nothingLeft(behind.redis, before);
  // Batches and jobs have their keys apart.
  expect((await submit(0, 'g-1')).replayed).toBeNull();
});

test.each(['', ' ', '""', 'x'.repeat(256), 'ñ'])('%j is no key', async (key) => {
  const encoded = Buffer.from(key).toString('latin1');
  expect(await problem(await post(0, '/v1/jobs', seven, encoded))).toEqual([400, 'malformed_request']);
});
