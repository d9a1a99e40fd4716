import { expect, jest, test } from '@jest/globals';
import { formOf, nothingLeft, traces, zipped } from './support/batches.js';
import { batchStage } from './support/batch-stage.js';
import { raw } from './support/requests.js';
import { until } from './support/until.js';
import { zipOf } from './support/zips.js';

jest.setTimeout(60_000);

const stage = batchStage();
const { some, standStill } = stage;

test.each<[string, () => RequestInit, number, string]>([
  ['too many pictures', () => zipped([...stage.digits, ['one.png', stage.digits[0]![1]]]), 413, 'batch_too_large'],
  [
    'too many bytes',
    () => formOf(Array.from({ length: 40 }, (_, at) => [`${at}`, Buffer.alloc(60_000)])),
    413,
    'batch_too_large',
  ],
  ['a bomb', () => zipped([...some(40), ['bomb.png', Buffer.alloc(20_000_000)]]), 413, 'batch_too_large'],
  ['half a zip', () => raw(zipOf(some(100)).subarray(0, 20_000), 'application/zip'), 422, 'archive_unreadable'],
  ['no zip', () => raw(Buffer.from('no zip at all'), 'application/octet-stream'), 422, 'archive_unreadable'],
  ['no picture', () => formOf([]), 400, 'file_missing'],
  ['no body', () => ({ method: 'POST' }), 400, 'file_missing'],
])('%s: refused, and nothing of it is left', async (_what, init, status, code) => {
  standStill();
  const before = await traces(stage.behind.redis);
  for (const [language, words] of [
    ['es', /[áéíóúñ]|archivo/],
    ['en', /\b(the|no|for)\b/i],
  ] as const) {
    const { headers, ...rest } = init();
    const response = await stage.door.send({
      ...rest,
      headers: { ...(headers as object), 'Accept-Language': language },
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code, detail: expect.stringMatching(words) });
  }
  expect(await traces(stage.behind.redis)).toEqual(before);
});

test('a model that is not is refused before anything is read, and other methods are', async () => {
  const unknown = await stage.door.at('/v1/batches?model=letters', zipped(some(2)));
  expect([unknown.status, await unknown.json()]).toMatchObject([404, { code: 'model_not_found' }]);
  expect((await stage.door.at('/v1/batches')).status).toBe(405);
});

test('a client that hangs up in the middle leaves nothing', async () => {
  standStill();
  const before = await traces(stage.behind.redis);
  const request = stage.door.begin('application/zip');
  request.write(zipOf(stage.digits).subarray(0, 150_000));
  await until(async () => (await traces(stage.behind.redis)).length >= before.length + 4);
  request.destroy();
  await nothingLeft(stage.behind.redis, before);
});
