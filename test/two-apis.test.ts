import { afterAll, afterEach, beforeAll, expect, jest, test } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import type { ClientEvents, PredictAnswer, ServerEvents, Snapshot } from '#contract';
import { connectRedis, keysUnder, parseJobId, type Redis } from '#platform';
import { digitPng } from './support/digits.js';
import { startLince, type Lince } from './support/lince.js';
import { quiet } from './support/quiet.js';
import { raw } from './support/requests.js';
import { until } from './support/until.js';

jest.setTimeout(30_000);

const keys = keysUnder('lince');

let lince: Lince;
let redis: Redis;
/** Hears all that is announced, and on which channels. */
let eavesdropper: Redis;
let announced: { channel: string; message: string }[] = [];
let seven: Buffer<ArrayBuffer>;

beforeAll(async () => {
  [lince, seven] = await Promise.all([startLince({ apis: 2 }), digitPng(7)]);
  redis = connectRedis(lince.redis.url, 'consumer', quiet);
  eavesdropper = connectRedis(lince.redis.url, 'consumer', quiet);
  eavesdropper.on('pmessage', (_pattern, channel, message) => announced.push({ channel, message }));
  await eavesdropper.psubscribe('*');
}, 60_000);
afterAll(async () => {
  eavesdropper?.disconnect();
  await redis?.quit();
  await lince?.stop();
});

const standStill = (): boolean => lince.workers[0]!.child.kill('SIGSTOP');
const goOn = (): boolean => lince.workers[0]!.child.kill('SIGCONT');
afterEach(() => void goOn());

const post = (api: number, path: string): Promise<Response> => fetch(lince.apiUrls[api]! + path, raw(seven));
const submit = async (api: number): Promise<Snapshot> => (await (await post(api, '/v1/jobs')).json()) as Snapshot;
const predict = async (api: number): Promise<PredictAnswer> =>
  (await (await post(api, '/predict')).json()) as PredictAnswer;

/** How many connections listen to channels; those that listen to patterns are not counted. */
async function listeners(...channels: string[]): Promise<Record<string, number>> {
  const answer = (await redis.call('PUBSUB', 'NUMSUB', ...channels)) as (string | number)[];
  return Object.fromEntries(channels.map((channel, at) => [channel, Number(answer[2 * at + 1])]));
}

test('a job is watched from the other API process to its end, in every way there is', async () => {
  standStill();
  const job = await submit(0);
  const { bundle } = parseJobId(job.id)!;
  const there = lince.apiUrls[1]! + job.links.self;
  const waiting = fetch(`${there}?wait=20`);
  const events = await fetch(`${lince.apiUrls[1]}${job.links.events}`);
  const socket: Socket<ServerEvents, ClientEvents> = io(lince.apiUrls[1]!, { forceNew: true });
  const told: Snapshot[] = [];
  socket.on('job', (snapshot) => told.push(snapshot));
  expect((await socket.emitWithAck('watch', [job.id])).snapshots).toEqual([{ ...job, ahead: 0 }]);
  await until(async () => (await listeners(keys.changes(bundle)))[keys.changes(bundle)] === 1);
  goOn();
  const done = (await (await waiting).json()) as Snapshot;
  expect(done).toMatchObject({ id: job.id, state: 'succeeded', result: { class: 7 } });
  const states = [...(await events.text()).matchAll(/^data: (.+)$/gm)].map(([, data]) => JSON.parse(data!).state);
  expect(states).toEqual(['queued', 'processing', 'succeeded']);
  await until(() => told.at(-1)?.state === 'succeeded');
  expect(told.at(-1)).toEqual(done);
  socket.disconnect();
  // Nobody watches any more, so nobody is told any more.
  await until(async () => (await listeners(keys.changes(bundle)))[keys.changes(bundle)] === 0);
});

/**
 * The channels on which something was announced while one API process answered, with how many listen to each; but for
 * the bundle's own, to which nobody does.
 */
async function channelsOf(api: number): Promise<Record<string, number>> {
  announced = [];
  const { id } = await predict(api);
  const { bundle } = parseJobId(id)!;
  await until(() => announced.some(({ message }) => message.includes(bundle) && message.includes('succeeded')));
  const channels = [...new Set(announced.map(({ channel }) => channel))];
  const { [keys.changes(bundle)]: ofBundle, ...others } = await listeners(...channels);
  expect(ofBundle).toBe(0);
  return others;
}

test('the end of a picture that a client waits for is told to its own API process alone', async () => {
  const [one, other] = [await channelsOf(0), await channelsOf(1)];
  // One listens to each, and that one has answered.
  expect([Object.values(one), Object.values(other)]).toEqual([[1], [1]]);
  expect(Object.keys(one)).not.toEqual(Object.keys(other));
});

test('what nobody waits for is told to nobody', async () => {
  announced = [];
  const job = await submit(0);
  const { bundle } = parseJobId(job.id)!;
  await until(() => announced.some(({ message }) => message.includes(bundle) && message.includes('succeeded')));
  const channels = [...new Set(announced.map(({ channel }) => channel))];
  expect(await listeners(...channels)).toEqual({ [keys.changes(bundle)]: 0 });
});

test('both answer at once, each its own', async () => {
  const pictures = await Promise.all(Array.from({ length: 10 }, (_, label) => digitPng(label)));
  const answers = await Promise.all(
    pictures.flatMap((picture) =>
      lince.apiUrls.map(async (url) => (await (await fetch(`${url}/predict`, raw(picture))).json()) as PredictAnswer),
    ),
  );
  expect(answers.map(({ class: read }) => read)).toEqual(pictures.flatMap((_, label) => [label, label]));
});
