import type { IncomingMessage } from 'node:http';
import { expect, jest, test } from '@jest/globals';
import { batchResultsSchema, type BatchSnapshot } from '#contract';
import { bundlesOf, formOf, nothingLeft, parseCsv, traces, zipped, type NamedFile } from './support/batches.js';
import { batchStage } from './support/batch-stage.js';
import { until } from './support/until.js';
import { zipOf } from './support/zips.js';

jest.setTimeout(60_000);

const heic = Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1');

const stage = batchStage();
const { some, standStill, goOn } = stage;

test('a thousand pictures in a zip are one batch, and each is a job like any other', async () => {
  const response = await stage.door.send(zipped(stage.digits));
  expect(response.status).toBe(202);
  const batch = (await response.json()) as BatchSnapshot;
  expect(response.headers.get('location')).toBe(batch.links.self);
  expect(batch).toMatchObject({ total: 1_000, model: { name: 'digits' } });
  const done = await stage.door.show(batch, 60);
  expect(done.state).toBe('finished');
  expect(done).toMatchObject({ id: batch.id, counts: { queued: 0, succeeded: 1_000, failed: 0, canceled: 0 } });
  expect(Date.parse(done.finished!)).toBeGreaterThanOrEqual(Date.parse(done.created));
  const { results, ...snapshot } = batchResultsSchema.parse(await stage.door.results(batch));
  expect(snapshot).toEqual(done);
  expect(results.map(({ index, name }) => [index, name])).toEqual(stage.digits.map(([name], at) => [at, name]));
  const right = results.filter(({ name, result }) => name.startsWith(`${result?.label}/`));
  expect(right.length).toBeGreaterThan(970);
  const job = await (await stage.door.at(`/v1/jobs/${results[537]!.id}`)).json();
  expect(job).toMatchObject({ state: 'succeeded', result: results[537]!.result });
  expect((await stage.door.at(`/v1/jobs/${results[537]!.id}/input.png`)).status).toBe(200);
});

test('forty in a form: what nothing can be made of fails alone', async () => {
  const files = some(40);
  files[3] = ['empty.png', Buffer.alloc(0)];
  files[9] = ['large.png', Buffer.concat([files[9]![1], Buffer.alloc(100_001)])];
  files[17] = ['page.pdf', Buffer.from('%PDF-1.7')];
  files[31] = ['photo.heic', heic];
  files[33] = ['=half.png', files[33]![1].subarray(0, 90)];
  const batch = await stage.door.submit(formOf(files));
  const done = await stage.door.show(batch, 30);
  expect(done).toMatchObject({ state: 'finished', total: 40, counts: { queued: 0, succeeded: 35, failed: 5 } });
  const { results } = await stage.door.results(batch);
  const errors = results.filter(({ error }) => error).map(({ index, error }) => [index, error!.code]);
  expect(errors).toEqual([
    [3, 'file_empty'],
    [9, 'upload_too_large'],
    [17, 'unsupported_image'],
    [31, 'heic_unsupported'],
    [33, 'undecodable_image'],
  ]);
  expect(results.map(({ state }) => state)).toEqual(results.map(({ error }) => (error ? 'failed' : 'succeeded')));
  const job = await (await stage.door.at(`/v1/jobs/${results[17]!.id}`)).json();
  expect(job).toMatchObject({ state: 'failed', started: null, error: { code: 'unsupported_image', status: 415 } });
});

test('the results as a table say what they say as JSON', async () => {
  const files: NamedFile[] = [...some(34), ['=1+1, "x".png', Buffer.from('no')], ['ñandú.png', stage.digits[0]![1]]];
  const batch = await stage.door.submit(formOf(files));
  await stage.door.show(batch, 30);
  const { results } = await stage.door.results(batch);
  const response = await stage.door.at(batch.links.csv);
  expect(response.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/);
  const text = await response.text();
  expect(await (await stage.door.at(batch.links.results, { headers: { Accept: 'text/csv' } })).text()).toBe(text);
  const [header, ...rows] = parseCsv(text);
  expect(header!.join()).toBe('index,name,id,state,class,label,confidence,score,warnings,error');
  expect(rows).toEqual(
    results.map(({ index, name, id, state, result, error }) =>
      [
        index,
        name.replace(/^=/, "'="),
        id,
        state,
        ...[result?.class, result?.label, result?.confidence, result?.score, result?.warnings.join(' ')],
        error?.code,
      ].map((cell) => String(cell ?? '')),
    ),
  );
});

test('work begins while the rest still arrives', async () => {
  const bytes = zipOf(stage.digits);
  const request = stage.door.begin('application/zip');
  const answer = new Promise<IncomingMessage>((resolve) => request.on('response', resolve));
  request.write(bytes.subarray(0, bytes.length / 2));
  const before = await traces(stage.behind.redis);
  const answered = await until(async () => {
    const records = (await traces(stage.behind.redis)).filter(
      (key) => key.includes(':record:') && !before.includes(key),
    );
    for (const key of records) if ((await stage.behind.redis.hget(key, '0:state')) === 'succeeded') return key;
    return null;
  });
  // It is kept until the batch is whole.
  expect(await stage.behind.redis.pttl(answered)).toBeGreaterThan(0);
  request.end(bytes.subarray(bytes.length / 2));
  const { statusCode, headers } = await answer;
  expect(statusCode).toBe(202);
  expect(await (await stage.door.at(`${headers.location}?wait=30`)).json()).toMatchObject({
    counts: { succeeded: 1_000 },
  });
});

test('canceled, all that waits ends; what is being processed is answered; erased, nothing is left', async () => {
  const before = await traces(stage.behind.redis);
  standStill();
  const batch = await stage.door.submit(zipped(some(70)));
  expect(batch).toMatchObject({ state: 'processing', finished: null, counts: { queued: 70 } });
  const [first] = await bundlesOf(stage.behind.redis, batch);
  await stage.behind.records.claim({ v: 1, id: first!, pictures: 32, model: { name: 'digits', version: null } });
  const response = await stage.door.remove(batch);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ state: 'processing', counts: { queued: 32, canceled: 38 } });
  goOn();
  expect(await stage.door.show(batch, 30)).toMatchObject({
    state: 'finished',
    counts: { queued: 0, succeeded: 32, failed: 0, canceled: 38 },
  });
  const { results } = await stage.door.results(batch);
  expect(results.slice(30, 34).map(({ state }) => state)).toEqual(['succeeded', 'succeeded', 'canceled', 'canceled']);
  expect((await stage.door.remove(batch)).status).toBe(204);
  const { self, events, csv } = batch.links;
  const gone = [self, `${self}?wait=5`, events, batch.links.results, csv, `/v1/jobs/${results[0]!.id}`];
  expect(await Promise.all(gone.map(async (path) => (await stage.door.at(path)).status))).toEqual(gone.map(() => 404));
  expect((await stage.door.remove(batch)).status).toBe(404);
  await nothingLeft(stage.behind.redis, before);
});

test('pictures that are erased one by one are not counted any more, and the batch goes with the last', async () => {
  const before = await traces(stage.behind.redis);
  const batch = await stage.door.submit(formOf([...some(2), ['no', Buffer.from('no')]]));
  await stage.door.show(batch, 30);
  const { results } = await stage.door.results(batch);
  const erase = (at: number): Promise<Response> => stage.door.at(`/v1/jobs/${results[at]!.id}`, { method: 'DELETE' });
  expect((await erase(1)).status).toBe(204);
  expect(await stage.door.show(batch)).toMatchObject({ total: 2, counts: { queued: 0, succeeded: 1, failed: 1 } });
  expect((await stage.door.results(batch)).results.map(({ index }) => index)).toEqual([0, 2]);
  await erase(0);
  await erase(2);
  expect((await stage.door.at(batch.links.self)).status).toBe(404);
  expect(await traces(stage.behind.redis)).toEqual(before);
});
