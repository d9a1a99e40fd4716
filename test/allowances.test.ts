import { request } from 'node:http';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Allowances, closeRedis, connectRedis, keysUnder, type AccessKey, type Redis } from '#platform';
import type { BatchSnapshot, Problem } from '#contract';
import { formOf, manyDigits } from './support/batches.js';
import { digitPng } from './support/digits.js';
import { withLince } from './support/fault.js';
import { locksmith, showing, type Locksmith } from './support/keyed.js';
import { startLince, type Lince } from './support/lince.js';
import { quiet } from './support/quiet.js';
import { raw } from './support/requests.js';
import { until } from './support/until.js';

jest.setTimeout(60_000);

const HOUR = 3_600_000;
/** So long that no test sees two of them. */
const AGE = 100_000 * HOUR;

let lince: Lince;
let keys: Locksmith;
let redis: Redis;
let seven: Buffer<ArrayBuffer>;

beforeAll(async () => {
  [lince, seven] = await Promise.all([startLince({ apis: 2 }), digitPng(7)]);
  keys = locksmith(lince);
  redis = connectRedis(lince.redis.url, 'consumer', quiet);
}, 60_000);
afterAll(async () => {
  await closeRedis(redis);
  await keys?.close();
  await lince?.stop();
});

const keyWith = (allowance: Partial<AccessKey>, name: string): AccessKey => ({
  ...{ name, digest: '', scope: 'predict', rate: null, quota: null },
  ...allowance,
});
const send = (key: string, nth: number, path = '/predict', init: RequestInit = raw(seven)): Promise<Response> =>
  fetch(lince.apiUrls[nth % 2]! + path, { ...init, headers: { ...(init.headers as object), ...showing(key) } });

test('a rate lets a burst through, and as many again as its time passes', async () => {
  const allowances = new Allowances(redis, keysUnder('lince'));
  const key = keyWith({ rate: { count: 3, ms: HOUR } }, 'slow');
  const answers = [];
  for (let i = 0; i < 4; i++) answers.push(await allowances.spend(key, 1));
  expect(answers.map((each) => [each?.refused, each?.left])).toEqual([
    [null, 2],
    [null, 1],
    [null, 0],
    ['rate_exceeded', 0],
  ]);
  // One third of an hour, but for the moments since the first.
  expect(answers[3]!.ms).toBeGreaterThan(HOUR / 3 - 60_000);
  expect(answers[3]!.ms).toBeLessThanOrEqual(HOUR / 3);
  const quick = keyWith({ rate: { count: 1_000, ms: 1_000 } }, 'quick');
  expect((await allowances.spend(quick, 1_000))?.refused).toBeNull();
  expect((await allowances.spend(quick, 900))?.refused).toBe('rate_exceeded');
  await until(async () => !(await allowances.spend(quick, 900))?.refused);
});

test('on credit more comes in than the rate lets through, and nothing after that until it would have', async () => {
  const allowances = new Allowances(redis, keysUnder('lince'));
  const key = keyWith({ rate: { count: 10, ms: HOUR } }, 'in-debt');
  expect((await allowances.spend(key, 30, 1))?.refused).toBeNull();
  const next = (await allowances.spend(key, 1))!;
  expect(next).toMatchObject({ refused: 'rate_exceeded', left: 0 });
  expect(next.ms).toBeGreaterThan(2 * HOUR);
  await allowances.giveBack(key, 30, 0);
  expect((await allowances.spend(key, 1))?.refused).toBeNull();
});

test('a quota is not gone beyond, not on credit either, and what is given back may be spent again', async () => {
  const allowances = new Allowances(redis, keysUnder('lince'));
  const key = keyWith({ quota: { count: 5, ms: AGE } }, 'counted');
  expect(await allowances.spend(key, 4, 1)).toMatchObject({ refused: null, left: 1 });
  expect(await allowances.spend(key, 2, 5)).toMatchObject({ refused: 'quota_exceeded', left: 1 });
  const last = (await allowances.spend(key, 1))!;
  expect(last).toMatchObject({ refused: null, left: 0 });
  const { window } = last;
  await allowances.giveBack(key, 2, window + 1);
  expect(await allowances.spend(key, 1)).toMatchObject({ refused: 'quota_exceeded' });
  await allowances.giveBack(key, 2, window);
  expect(await allowances.spend(key, 2)).toMatchObject({ refused: null, left: 0 });
  expect(await redis.pttl(keysUnder('lince').spent('counted'))).toBeGreaterThan(0);
});

test('while one batch is on credit, no other is', async () => {
  const allowances = new Allowances(redis, keysUnder('lince'));
  const key = keyWith({ rate: { count: 10, ms: HOUR } }, 'two-batches');
  for (let batch = 0; batch < 2; batch++) expect((await allowances.spend(key, 1))?.refused).toBeNull();
  expect((await allowances.spend(key, 31, 1))?.refused).toBeNull();
  expect((await allowances.spend(key, 31, 1))?.refused).toBe('rate_exceeded');
  expect((await allowances.spend(key, 31, 32))?.refused).toBeNull();
});

test('a key without allowances costs Redis nothing', async () => {
  const allowances = new Allowances(redis, keysUnder('lince'));
  expect(await allowances.spend(keyWith({}, 'free'), 1)).toBeNull();
  expect(await redis.exists(keysUnder('lince').spent('free'))).toBe(0);
});

test('a rate holds across the API processes and all doors, and says when to come again', async () => {
  const key = await keys.add('rated', { rate: { count: 5, ms: HOUR } });
  const answers = [];
  for (let i = 0; i < 8; i++) answers.push(await send(key, i, i < 4 ? '/predict' : '/v1/jobs'));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 202, 429, 429, 429]);
  const last = answers.at(-1)!;
  const told = (await last.json()) as Problem;
  expect(told.code).toBe('rate_exceeded');
  expect(told.retryAfter).toBeGreaterThan(600);
  expect(last.headers.get('retry-after')).toBe(String(told.retryAfter));
  expect(answers.map(({ headers }) => headers.get('ratelimit-remaining'))).toEqual([
    '4',
    '3',
    '2',
    '1',
    '0',
    '0',
    '0',
    '0',
  ]);
  expect(last.headers.get('ratelimit-limit')).toBe('5');
  expect((await send(key, 0, '/v1/models', {})).status).toBe(200);
});

test('each picture of a batch counts: for a rate afterwards, for a quota at once', async () => {
  const form = formOf(await manyDigits(40));
  const rated = await keys.add('rated-batches', { rate: { count: 10, ms: HOUR } });
  expect((await send(rated, 0, '/v1/batches', form)).status).toBe(202);
  expect((await send(rated, 1)).status).toBe(429);

  const counted = await keys.add('counted-batches', { quota: { count: 50, ms: AGE } });
  const first = await send(counted, 0, '/v1/batches', form);
  expect(first.status).toBe(202);
  const second = await send(counted, 1, '/v1/batches', form);
  expect([second.status, ((await second.json()) as Problem).code]).toEqual([429, 'quota_exceeded']);
  // What was refused was taken back, but for the asking.
  expect((await send(counted, 1)).headers.get('ratelimit-remaining')).toBe('8');
  const { total } = (await (
    await send(counted, 0, ((await first.json()) as BatchSnapshot).links.self, {})
  ).json()) as BatchSnapshot;
  expect(total).toBe(40);
});

test('a batch that is sent again counts once, but for the asking', async () => {
  const form = formOf(await manyDigits(40));
  const key = await keys.add('sent-again', { quota: { count: 100, ms: AGE } });
  const init = { ...form, headers: { 'Idempotency-Key': 'one' } };
  for (const api of [0, 1]) expect((await send(key, api, '/v1/batches', init)).status).toBe(202);
  expect((await send(key, 0)).headers.get('ratelimit-remaining')).toBe('58');
});

test('a picture that there is no room for does not count', () =>
  withLince({ env: { LINCE_MAX_OPEN: '1' } }, async (crowded) => {
    const own = locksmith(crowded);
    const [holder, refused] = [await own.add('holder'), await own.add('refused', { quota: { count: 100, ms: AGE } })];
    const ask = (): Promise<Response> => fetch(`${crowded.apiUrl}/predict`, raw(seven, 'image/png', showing(refused)));
    const headers = { ...showing(holder), 'Content-Type': 'image/png', 'Content-Length': 1_000 };
    const held = request(`${crowded.apiUrl}/predict`, { method: 'POST', headers }).on('error', () => undefined);
    held.write('a');
    const isRefused = async (): Promise<Response | null> => {
      const response = await ask();
      return response.status === 503 ? response : null;
    };
    const left = (response: Response): string | null => response.headers.get('ratelimit-remaining');
    const first = await until(isRefused);
    const second = await ask();
    held.destroy();
    await own.close();
    expect([second.status, left(second)]).toEqual([503, left(first)]);
  }));
