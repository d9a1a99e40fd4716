import { once } from 'node:events';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Queue } from 'bullmq';
import { decode } from 'fast-png';
import { SALIENCY, type BatchSnapshot, type Snapshot } from '#contract';
import { keysUnder, parseJobId } from '#platform';
import { formOf } from './support/batches.js';
import { backstage, type Backstage } from './support/bundles.js';
import { digitPng } from './support/digits.js';
import { startLince, type Lince } from './support/lince.js';
import { raw } from './support/requests.js';
import { until } from './support/until.js';

jest.setTimeout(60_000);

const keys = keysUnder('lince');
/** How long may be waited for an answer. */
const PATIENCE = 10;

let lince: Lince;
let behind: Backstage;
let queue: Queue;
let seven: Buffer<ArrayBuffer>;
beforeAll(async () => {
  const env = { LINCE_PREDICT_TIMEOUT: `${PATIENCE}s` };
  [lince, seven] = await Promise.all([startLince({ apis: 2, env }), digitPng(7)]);
  behind = backstage(lince.redis.url);
  queue = new Queue(SALIENCY, { connection: behind.redis, prefix: keys.queue });
}, 60_000);
afterAll(async () => {
  await queue?.close();
  await behind?.close();
  await lince?.stop();
});

const standStill = (): boolean => lince.workers[0]!.child.kill('SIGSTOP');
const goOn = (): boolean => lince.workers[0]!.child.kill('SIGCONT');

const at = (path: string, init?: RequestInit, api = 0): Promise<Response> => fetch(lince.apiUrls[api]! + path, init);
const show = async (path: string): Promise<Snapshot> => (await at(path)).json() as Promise<Snapshot>;
const submit = async (picture: Uint8Array = seven): Promise<Snapshot> =>
  (await (await at('/v1/jobs', raw(picture))).json()) as Snapshot;
const answered = async (picture?: Uint8Array): Promise<Snapshot> =>
  show(`${(await submit(picture)).links.self}?wait=30`);

const code = async (asked: Promise<Response> | Response): Promise<unknown[]> => {
  const response = await asked;
  return [response.status, ((await response.json()) as { code: string }).code];
};
const png = async (asked: Promise<Response> | Response): Promise<Buffer> => {
  const response = await asked;
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'image/png']);
  return Buffer.from(await response.arrayBuffer());
};
/** What the record of a job holds, by the names of its fields. */
const fieldsOf = (job: Snapshot): Promise<string[]> => behind.redis.hkeys(keys.record(parseJobId(job.id)!.bundle));

test('the strokes that decided are coloured, and what is no stroke is not', async () => {
  const job = await answered();
  expect(await fieldsOf(job)).not.toContain('0:saliency');
  const { width, height, channels, data } = decode(await png(at(job.links.saliency!)));
  const seen = decode(await png(at(job.links.input!)));
  expect([width, height, channels]).toEqual([224, 224, 3]);
  let [warm, beside] = [0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [red, green, blue] = data.subarray((y * width + x) * 3);
      const level = seen.data[Math.floor(y / 8) * 28 + Math.floor(x / 8)]!;
      if (level === 0 && red! + green! + blue! > 0) beside++;
      if (red! > 200 && blue! < 60) warm++;
    }
  }
  expect(beside).toBe(0);
  // A pixel that the model saw is 64 of these.
  expect(warm / 64).toBeGreaterThan(2);
  expect(await fieldsOf(job)).toContain('0:saliency');
});

test('it is made once, however many ask for it, and the same ever after', async () => {
  const job = await answered(await digitPng(3));
  standStill();
  const asked = Array.from({ length: 20 }, (_, nth) => at(job.links.saliency!, {}, nth % 2));
  await until(async () => (await queue.getWaitingCount()) === 1);
  goOn();
  const pictures = await Promise.all(asked.map(png));
  standStill();
  pictures.push(await png(at(job.links.saliency!)));
  goOn();
  expect(new Set(pictures.map((each) => each.toString('base64'))).size).toBe(1);
});

test('whoever hangs up has it made all the same', async () => {
  const job = await answered();
  standStill();
  const hangUp = new AbortController();
  const asked = at(job.links.saliency!, { signal: hangUp.signal });
  await until(async () => (await queue.getWaitingCount()) === 1);
  hangUp.abort();
  await expect(asked).rejects.toThrow('aborted');
  goOn();
  await until(async () => (await fieldsOf(job)).includes('0:saliency'));
});

test('there is none of what is not there, has failed or has no answer yet', async () => {
  expect(await code(at('/v1/jobs/b123456789012.0.1234567890123456/saliency.png'))).toEqual([404, 'job_not_found']);
  const failed = await answered(seven.subarray(0, 90));
  expect(failed).toMatchObject({ state: 'failed', links: { saliency: null } });
  expect(await code(at(`${failed.links.self}/saliency.png`))).toEqual([404, 'input_not_found']);
  standStill();
  const queued = await submit();
  expect(await code(at(`${queued.links.self}/saliency.png`))).toEqual([404, 'input_not_found']);
  goOn();
});

test('what is erased leaves none, of a picture among others too', async () => {
  const files: [string, Buffer][] = [
    ['a.png', seven],
    ['b.png', await digitPng(4)],
  ];
  const batch = (await (await at('/v1/batches', formOf(files))).json()) as BatchSnapshot;
  const { results } = (await (await at(`${batch.links.results}?wait=30`)).json()) as { results: { id: string }[] };
  const [first, second] = await Promise.all(results.map(({ id }) => show(`/v1/jobs/${id}?wait=30`)));
  for (const job of [first!, second!]) await png(at(job.links.saliency!));
  expect((await at(first!.links.self, { method: 'DELETE' })).status).toBe(204);
  expect(await code(at(first!.links.saliency!))).toEqual([404, 'job_not_found']);
  const { index } = parseJobId(first!.id)!;
  expect((await fieldsOf(second!)).filter((field) => field.startsWith(`${index}:`))).toEqual([]);
  await png(at(second!.links.saliency!));
});

test('what is erased while it is waited for is not there', async () => {
  const job = await answered();
  standStill();
  const asked = at(job.links.saliency!);
  await until(async () => (await queue.getWaitingCount()) === 1);
  expect((await at(job.links.self, { method: 'DELETE' })).status).toBe(204);
  goOn();
  expect(await code(asked)).toEqual([404, 'job_not_found']);
  expect(await behind.redis.keys(`*record:${parseJobId(job.id)!.bundle}`)).toEqual([]);
});

test('whoever has waited for long enough is told so, and may ask again', async () => {
  const job = await answered();
  standStill();
  expect(await code(at(job.links.saliency!))).toEqual([504, 'prediction_timeout']);
  goOn();
  await until(async () => (await at(job.links.saliency!)).ok);
});

test('where no worker has the model nobody is kept waiting', async () => {
  const [job, later] = [await answered(), await answered()];
  await png(at(job.links.saliency!));
  const { child } = lince.workers[0]!;
  child.kill('SIGTERM');
  await once(child, 'exit');
  await until(async () => (await at('/health/ready')).status === 503);
  expect(await code(at(later.links.saliency!))).toEqual([503, 'model_not_loaded']);
  // What was made is there.
  await png(at(job.links.saliency!));
});
