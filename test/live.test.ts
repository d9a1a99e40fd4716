import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { MAX_WATCHED, type ClientEvents, type ServerEvents, type Snapshot, type WatchAnswer } from '#contract';
import { digitPng } from './support/digits.js';
import { startLince, type Lince } from './support/lince.js';
import { raw } from './support/requests.js';
import { until } from './support/until.js';

jest.setTimeout(30_000);

type Client = Socket<ServerEvents, ClientEvents>;

let lince: Lince;
let seven: Buffer<ArrayBuffer>;
const sockets: Client[] = [];

beforeAll(async () => {
  [lince, seven] = await Promise.all([startLince({ apis: 2 }), digitPng(7)]);
}, 60_000);
afterAll(() => lince?.stop());

const standStill = (): boolean => lince.workers[0]!.child.kill('SIGSTOP');
const goOn = (): boolean => lince.workers[0]!.child.kill('SIGCONT');
beforeEach(() => void standStill());
afterEach(() => {
  goOn();
  sockets.splice(0).forEach((socket) => socket.disconnect());
});

/** A page at one of the API processes, and what it was told of each job. */
function open(api: number, headers: Record<string, string> = {}): { socket: Client; told: Snapshot[]; gone: string[] } {
  const socket: Client = io(lince.apiUrls[api]!, {
    extraHeaders: headers,
    reconnectionDelay: 50,
    reconnectionDelayMax: 100,
    forceNew: true,
  });
  sockets.push(socket);
  const told: Snapshot[] = [];
  const gone: string[] = [];
  socket.on('job', (snapshot) => told.push(snapshot));
  socket.on('gone', (id) => gone.push(id));
  return { socket, told, gone };
}

const watch = (socket: Client, ...ids: string[]): Promise<WatchAnswer> => socket.emitWithAck('watch', ids);
const submit = async (picture = seven): Promise<Snapshot> =>
  (await (await fetch(`${lince.apiUrl}/v1/jobs`, raw(picture))).json()) as Snapshot;
const last = (told: Snapshot[]): string | undefined => told.at(-1)?.state;
/** A state may be told twice, never out of order. */
const course = (told: Snapshot[]): string[] =>
  told.map(({ state }) => state).filter((state, at, all) => state !== all[at - 1]);

test('whoever watches gets the present state at once and each change as it happens, from any API process', async () => {
  const job = await submit();
  const pages = [open(0), open(1)];
  for (const { socket } of pages)
    expect(await watch(socket, job.id)).toEqual({ snapshots: [{ ...job, ahead: 0 }], unknown: [], refused: [] });
  goOn();
  for (const { told } of pages) {
    await until(() => last(told) === 'succeeded');
    expect(course([job, ...told])).toEqual(['queued', 'processing', 'succeeded']);
    expect(told.at(-1)).toMatchObject({
      id: job.id,
      result: { class: 7 },
      links: { input: `${job.links.self}/input.png` },
    });
  }
});

test('what had ended before it was watched is told in the answer', async () => {
  goOn();
  const job = await submit();
  await fetch(`${lince.apiUrl}${job.links.self}?wait=20`);
  const { snapshots } = await watch(open(1).socket, job.id);
  expect(snapshots).toMatchObject([{ id: job.id, state: 'succeeded', result: { class: 7 } }]);
});

test('ids that no job has are named, and do no harm to the others', async () => {
  const job = await submit();
  const unknown = ['b123456789012.0.1234567890123456', 'not an id'];
  const page = open(0);
  const now = await watch(page.socket, ...unknown, job.id);
  expect(now).toEqual({ snapshots: [{ ...job, ahead: 0 }], unknown: expect.arrayContaining(unknown), refused: [] });
  expect(now.unknown).toHaveLength(2);
  expect(page.gone).toEqual([]);
});

test('why a picture failed is told in the language of the page', async () => {
  const job = await submit(seven.subarray(0, 90));
  const pages = [open(0), open(0, { 'Accept-Language': 'en' })];
  for (const { socket } of pages) await watch(socket, job.id);
  goOn();
  for (const { told } of pages) await until(() => last(told) === 'failed');
  expect(pages.map(({ told }) => told.at(-1)!.error!.detail)).toEqual([
    'La imagen está dañada o incompleta y no se puede abrir.',
    'The picture is damaged or incomplete and cannot be opened.',
  ]);
});

test('who watches no more is told no more', async () => {
  const job = await submit();
  const pages = [open(0), open(0)];
  for (const { socket } of pages) await watch(socket, job.id);
  pages[0]!.told.length = 0;
  pages[0]!.socket.emit('unwatch', [job.id]);
  await watch(pages[0]!.socket); // Answered after what was said before.
  goOn();
  await until(() => last(pages[1]!.told) === 'succeeded');
  expect(pages[0]!.told).toEqual([]);
});

test('what is erased or canceled elsewhere is told of', async () => {
  const [canceled, erased] = [await submit(), await submit()];
  const page = open(1);
  await watch(page.socket, canceled.id, erased.id);
  await fetch(lince.apiUrl + canceled.links.self, { method: 'DELETE' });
  await until(() => page.told.some(({ id, state }) => id === canceled.id && state === 'canceled'));
  goOn();
  await until(() => page.told.some(({ id, state }) => id === erased.id && state === 'succeeded'));
  expect(page.gone).toEqual([]);
  await fetch(lince.apiUrl + erased.links.self, { method: 'DELETE' });
  await until(() => page.gone.length > 0);
  expect(page.gone).toEqual([erased.id]);
});

test('a page whose API process is killed misses nothing, once it is back', async () => {
  const job = await submit();
  const page = open(1);
  const answers: Promise<WatchAnswer>[] = [];
  page.socket.on('connect', () => answers.push(watch(page.socket, job.id)));
  await until(() => answers[0]);
  expect((await answers[0]!).snapshots).toMatchObject([{ state: 'queued' }]);
  await lince.apis[1]!.stop('SIGKILL');
  goOn();
  await fetch(`${lince.apiUrl}${job.links.self}?wait=20`);
  lince.startApi(Number(new URL(lince.apiUrls[1]!).port));
  await until(() => answers[1]);
  expect((await answers[1]!).snapshots).toMatchObject([{ id: job.id, state: 'succeeded' }]);
});

test('more than one may watch at once is refused whole', async () => {
  const job = await submit();
  const strangers = (count: number): string[] =>
    Array.from({ length: count }, (_, at) => `b123456789012.${at}.1234567890123456`);
  const { socket } = open(0);
  const refused = await watch(socket, job.id, ...strangers(MAX_WATCHED));
  expect([refused.snapshots.length, refused.refused.length]).toEqual([0, MAX_WATCHED + 1]);
  const taken = await watch(socket, job.id, ...strangers(MAX_WATCHED - 1));
  expect([taken.snapshots.length, taken.unknown.length]).toEqual([1, MAX_WATCHED - 1]);
});

test('a page of another site is not let in', async () => {
  const { socket } = open(0, { Origin: 'https://elsewhere.example' });
  await new Promise((refused) => socket.once('connect_error', refused));
  expect(socket.connected).toBe(false);
});
