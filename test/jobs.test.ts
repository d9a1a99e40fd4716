import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { decode, encode } from 'fast-png';
import type { Outcome, PredictAnswer, Snapshot } from '#contract';
import { parseJobId } from '#platform';
import { addressOf, backstage, type Backstage } from './support/bundles.js';
import { digitPng } from './support/digits.js';
import { startLince, type Lince } from './support/lince.js';
import { newestDigits } from './support/newest-digits.js';
import { raw } from './support/requests.js';
import { until } from './support/until.js';

jest.setTimeout(30_000);

let lince: Lince;
let behind: Backstage;
let seven: Buffer<ArrayBuffer>;

beforeAll(async () => {
  [lince, seven] = await Promise.all([startLince(), digitPng(7)]);
  behind = backstage(lince.redis.url);
}, 60_000);
afterAll(async () => {
  await behind?.close();
  await lince?.stop();
});

/** A worker that stands still takes nothing: what is submitted stays queued until it goes on. */
const standStill = (): boolean => lince.workers[0]!.child.kill('SIGSTOP');
const goOn = (): boolean => lince.workers[0]!.child.kill('SIGCONT');
beforeEach(() => void standStill());
afterEach(() => void goOn());

async function submit(): Promise<Snapshot> {
  return (await (await fetch(`${lince.apiUrl}/v1/jobs`, raw(seven))).json()) as Snapshot;
}

const at = (path: string, init?: RequestInit): Promise<Response> => fetch(lince.apiUrl + path, init);
const show = async (path: string): Promise<Snapshot> => (await at(path)).json() as Promise<Snapshot>;
const remove = (job: Snapshot): Promise<Response> => at(job.links.self, { method: 'DELETE' });

/** Asks for a prediction. @returns its record's key once that is written, and the response to come */
async function ask(signal?: AbortSignal): Promise<{ record: string; answer: Promise<Response> }> {
  const keys = (): Promise<string[]> => behind.redis.keys('*:record:*');
  const before = new Set(await keys());
  const answer = at('/predict', { ...raw(seven), signal: signal ?? null });
  return { record: await until(async () => (await keys()).find((key) => !before.has(key))), answer };
}

const answered = async (): Promise<Snapshot> => {
  const job = await submit();
  goOn();
  return show(`${job.links.self}?wait=20`);
};

test('a job is shown as it is, from the first moment to the answer', async () => {
  const job = await submit();
  expect(job).toMatchObject({
    state: 'queued',
    started: null,
    finished: null,
    result: null,
    error: null,
    model: { name: 'digits' },
  });
  expect(await show(job.links.self)).toEqual({ ...job, ahead: 0 });
  goOn();
  const done = await show(`${job.links.self}?wait=20`);
  expect(done).toMatchObject({
    id: job.id,
    state: 'succeeded',
    created: job.created,
    model: { name: 'digits', version: (await newestDigits()).version },
    result: { class: 7, label: '7' },
    error: null,
    crop: { left: 0, top: 0, right: 1, bottom: 1 },
    links: { input: `${job.links.self}/input.png`, saliency: `${job.links.self}/saliency.png` },
  });
  expect(done.result).not.toHaveProperty('id');
  expect(Date.parse(done.finished!)).toBeGreaterThanOrEqual(Date.parse(done.started!));
  expect(done.timings.waited).toBe(Date.parse(done.started!) - Date.parse(done.created));
  expect(done.timings.preprocess).toBeGreaterThan(0);
  expect(done.timings.predict).toBeGreaterThan(0);
});

test('who waits is answered when the time is over, and before when there is an end', async () => {
  const job = await submit();
  expect((await show(`${job.links.self}?wait=0.05`)).state).toBe('queued');
  const waiting = show(`${job.links.self}?wait=60`);
  goOn();
  expect((await waiting).state).toBe('succeeded');
});

test('events tell every state once, end with the last, and are not told again', async () => {
  const job = await submit();
  const response = await at(job.links.events);
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = (await reader.read()).value!;
  goOn();
  for (let next = await reader.read(); !next.done; next = await reader.read()) text += next.value;
  const events = [...text.matchAll(/^id: (\w+)\ndata: (.+)\n\n/gm)].map(([, id, data]) => [
    id,
    (JSON.parse(data!) as Snapshot).state,
  ]);
  expect(events).toEqual(['queued', 'processing', 'succeeded'].map((state) => [state, state]));
  const again = (lastSeen: string): Promise<Response> =>
    at(job.links.events, { headers: { 'Last-Event-ID': lastSeen } });
  expect((await again('succeeded')).status).toBe(204);
  expect(await (await again('processing')).text()).toMatch(/^id: succeeded\n/);
});

test('the picture that the model saw is shown when there is one', async () => {
  const job = await submit();
  expect((await at(`${job.links.self}/input.png`)).status).toBe(404);
  goOn();
  const done = await show(`${job.links.self}?wait=20`);
  const response = await at(done.links.input!);
  expect(response.headers.get('content-type')).toBe('image/png');
  const { width, height, channels, data } = decode(new Uint8Array(await response.arrayBuffer()));
  expect([width, height, channels]).toEqual([28, 28, 1]);
  expect([data.at(0), Math.max(...data)]).toEqual([0, 255]);
});

test('where the digit lies in the picture is told with the answer', async () => {
  const [digit, width, height] = [decode(seven), 400, 300];
  const [left, top] = [300, 40];
  const data = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < 28; y++) {
    for (let x = 0; x < 28; x++) data[(top + y) * width + left + x] = 255 - digit.data[y * 28 + x]!;
  }
  const picture = encode({ width, height, channels: 1, data });
  goOn();
  const sent = (await (await at('/v1/jobs', raw(picture))).json()) as Snapshot;
  const { result, crop } = await show(`${sent.links.self}?wait=20`);
  expect(result).toMatchObject({ class: 7 });
  // A digit of MNIST has 20 of 28 pixels at its longest, with more or less room around it.
  expect(crop!.left * width).toBeGreaterThan(left);
  expect(crop!.top * height).toBeGreaterThan(top);
  expect(crop!.right * width).toBeLessThan(left + 28);
  expect(crop!.bottom * height).toBeLessThan(top + 28);
  expect(Math.round((crop!.bottom - crop!.top) * height)).toBeGreaterThanOrEqual(18);
});

test('what waits is canceled, once, and everybody who waits for it hears of it', async () => {
  const job = await submit();
  const waiting = show(`${job.links.self}?wait=60`);
  const response = await remove(job);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({
    id: job.id,
    state: 'canceled',
    started: null,
    finished: expect.any(String),
  });
  expect((await waiting).state).toBe('canceled');
  goOn();
  await answered();
  expect((await show(job.links.self)).state).toBe('canceled');
});

test('what is being processed stays, and is answered', async () => {
  const job = await submit();
  const { bundle } = parseJobId(job.id)!;
  await behind.records.claim({ v: 1, id: bundle, pictures: 1, model: { name: 'digits', version: null } });
  const response = await remove(job);
  expect(response.status).toBe(409);
  expect(await response.json()).toMatchObject({ code: 'job_processing' });
  goOn();
  expect((await show(`${job.links.self}?wait=20`)).state).toBe('succeeded');
});

test('what has ended is erased without a trace', async () => {
  const job = await answered();
  expect((await remove(job)).status).toBe(204);
  const doors = [
    at(job.links.self),
    at(`${job.links.self}?wait=20`),
    at(job.links.events),
    at(job.links.input!),
    remove(job),
  ];
  expect((await Promise.all(doors)).map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  expect(await behind.redis.keys(`*${parseJobId(job.id)!.bundle}*`)).toEqual([]);
});

test('an answer of the last version lacks nothing, whether announced or read back', async () => {
  const older = {
    state: 'succeeded',
    result: {
      class: 1,
      label: '1',
      confidence: 0.75,
      probabilities: [0.25, 0.75],
      model: { name: 'digits', version: 1 },
    },
    seen: { width: 28, height: 28, channels: 1 },
    preprocess: 1.5,
    predict: 0.5,
  };
  const { record, answer } = await ask();
  await behind.records.settle(record.split(':').at(-1)!, [{ index: 0, outcome: older as Outcome }]);
  const { id, ...result } = (await (await answer).json()) as PredictAnswer;
  expect(result).toEqual({ ...older.result, top: [], score: null, warnings: [] });
  expect((await show(`/v1/jobs/${id}`)).result).toEqual(result);
});

test('what a client waits for that hangs up is not begun any more, for nobody could ask for it', async () => {
  const hangUp = new AbortController();
  const { record, answer } = await ask(hangUp.signal);
  hangUp.abort();
  await expect(answer).rejects.toThrow('aborted');
  await until(async () => (await behind.redis.hget(record, '0:state')) === 'canceled');
  expect(await behind.redis.hexists(record, '0:upload')).toBe(0);
});

test('what has been begun when its client hangs up is finished', async () => {
  const hangUp = new AbortController();
  const { record, answer } = await ask(hangUp.signal);
  const bundle = record.split(':').at(-1)!;
  await behind.records.claim({ v: 1, id: bundle, pictures: 1, model: { name: 'digits', version: null } });
  hangUp.abort();
  await expect(answer).rejects.toThrow('aborted');
  goOn();
  await until(async () => (await behind.redis.hget(record, '0:state')) === 'succeeded');
});

test('a picture that cannot be read does no harm to its neighbours in the bundle', async () => {
  const ids = await behind.submit([await digitPng(3), seven.subarray(0, 90), await digitPng(4)]);
  goOn();
  const ended = await Promise.all(ids.map((id) => show(`${addressOf(id)}?wait=20`)));
  expect(ended.map(({ result, error }) => result?.label ?? error?.code)).toEqual(['3', 'undecodable_image', '4']);
});
