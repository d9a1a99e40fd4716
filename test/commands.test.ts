import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { PredictAnswer } from '#contract';
import { connectRedis, keysUnder, parseJobId, type Redis } from '#platform';
import { lookOn, type Onlooker } from './support/commands.js';
import { digitPng } from './support/digits.js';
import { startLince, type Lince } from './support/lince.js';
import { quiet } from './support/quiet.js';
import { raw } from './support/requests.js';
import { until } from './support/until.js';
import { strangeKeys } from './support/vitals.js';

jest.setTimeout(30_000);

const keys = keysUnder('lince');
const PICTURES = 320;
const AT_ONCE = 32;

let lince: Lince;
let redis: Redis;
let onlooker: Onlooker;
let digits: Buffer[];

beforeAll(async () => {
  lince = await startLince();
  redis = connectRedis(lince.redis.url, 'consumer', quiet);
  onlooker = await lookOn(redis);
  digits = await Promise.all(Array.from({ length: PICTURES }, (_, at) => digitPng(at % 10, Math.floor(at / 10))));
  await predictAll(digits.slice(0, 64));
}, 60_000);
afterAll(async () => {
  onlooker?.stop();
  await redis?.quit();
  await lince?.stop();
});

async function predict(picture: Uint8Array): Promise<PredictAnswer> {
  const response = await fetch(`${lince.apiUrl}/predict`, raw(picture));
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as PredictAnswer;
}

/** As so many clients would, each with its next picture as soon as the last one is answered. */
async function predictAll(pictures: Uint8Array[]): Promise<PredictAnswer[]> {
  const answers: PredictAnswer[] = [];
  const waiting = pictures.entries();
  const client = async (): Promise<void> => {
    for (const [at, picture] of waiting) answers[at] = await predict(picture);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  return answers;
}

/** How many bundles there have been. */
const bundles = async (): Promise<number> => Number(await redis.get(`${keys.queue}:bundles:id`));
const bundleOf = ({ id }: PredictAnswer): string => parseJobId(id)!.bundle;

/** Answers come before their bundles' jobs have gone. */
const jobsHaveGone = (): Promise<boolean> =>
  until(async () => (await redis.keys(`${keys.queue}:bundles:b*`)).length === 0);

/** What was asked of Redis for each bundle of `act`: by clients, and with what their scripts ask for. */
async function perBundle(act: () => Promise<unknown>) {
  await jobsHaveGone();
  const before = await bundles();
  await onlooker.take();
  await act();
  await jobsHaveGone();
  const commands = await onlooker.take();
  const count = (await bundles()) - before;
  const sent = commands.filter(({ inScript }) => !inScript);
  return { bundles: count, sent: sent.length / count, all: commands.length / count };
}

test('pictures that come together travel together, at the cost of few calls to Redis', async () => {
  let answers: PredictAnswer[] = [];
  const found = await perBundle(async () => (answers = await predictAll(digits)));
  const right = answers.filter(({ class: read }, at) => read === at % 10);
  expect(right.length).toBeGreaterThan(0.98 * PICTURES);
  expect(new Set(answers.map(bundleOf)).size).toBe(found.bundles);
  const size = PICTURES / found.bundles;
  expect(size).toBeGreaterThan(3);
  // Thirteen to fourteen as measured: BullMQ's own, and how often a worker looks for more.
  expect(found.sent).toBeLessThan(17);
  // Two for each picture tell how large its upload is, when it is counted among what waits and when it no longer is.
  expect(found.all).toBeLessThan(90 + 12 * size);
});

test('one lone picture travels alone, and costs little more than a bundle of many', async () => {
  const found = await perBundle(async () => {
    const bundle = bundleOf(await predict(digits[7]!));
    expect(await redis.hmget(keys.record(bundle), 'pictures', 'open')).toEqual(['1', '0']);
  });
  expect(found.bundles).toBe(1);
  expect(found.sent).toBeLessThan(18);
  expect(found.all).toBeLessThan(112);
});

test('of what has been answered only the records are left, and not for ever', async () => {
  await predictAll(digits.slice(0, 64));
  await jobsHaveGone();
  expect(await redis.hmget(keys.load, 'pictures', 'bytes')).toEqual(['0', '0']);
  expect(await redis.keys(`${keys.record('')}*`)).not.toEqual([]);
  expect(await strangeKeys(redis)).toEqual([]);
});
