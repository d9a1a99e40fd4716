import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { batchesAt, formOf, manyDigits, nothingLeft, traces, zipped, type NamedFile } from './support/batches.js';
import { backstage, type Backstage } from './support/bundles.js';
import { startLince, type Lince } from './support/lince.js';
import { raw } from './support/requests.js';
import { until } from './support/until.js';
import { zipOf } from './support/zips.js';

jest.setTimeout(60_000);

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

test.each<[string, () => RequestInit, number, string]>([
  ['too many pictures', () => zipped([...digits, ['one.png', digits[0]![1]]]), 413, 'batch_too_large'],
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
  const before = await traces(behind.redis);
  for (const [language, words] of [
    ['es', /[áéíóúñ]|archivo/],
    ['en', /\b(the|no|for)\b/i],
  ] as const) {
    const { headers, ...rest } = init();
    const response = await door.send({ ...rest, headers: { ...(headers as object), 'Accept-Language': language } });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code, detail: expect.stringMatching(words) });
  }
  expect(await traces(behind.redis)).toEqual(before);
});

test('a model that is not is refused before anything is read, and other methods are', async () => {
  const unknown = await door.at('/v1/batches?model=letters', zipped(some(2)));
  expect([unknown.status, await unknown.json()]).toMatchObject([404, { code: 'model_not_found' }]);
  expect((await door.at('/v1/batches')).status).toBe(405);
});

test('a client that hangs up in the middle leaves nothing', async () => {
  standStill();
  const before = await traces(behind.redis);
  const request = door.begin('application/zip');
  request.write(zipOf(digits).subarray(0, 150_000));
  await until(async () => (await traces(behind.redis)).length >= before.length + 4);
  request.destroy();
  await nothingLeft(behind.redis, before);
});
