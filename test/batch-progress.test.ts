import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import type { BatchSnapshot, BatchWatchAnswer, ClientEvents, ServerEvents } from '#contract';
import { batchesAt, formOf, manyDigits, type NamedFile } from './support/batches.js';
import { startLince, type Lince } from './support/lince.js';
import { until } from './support/until.js';

jest.setTimeout(60_000);

type Client = Socket<ServerEvents, ClientEvents>;

let lince: Lince;
let door: ReturnType<typeof batchesAt>;
let digits: NamedFile[];
const sockets: Client[] = [];

beforeAll(async () => {
  lince = await startLince({ apis: 2 });
  door = batchesAt(lince.apiUrl);
  digits = await manyDigits(200);
}, 60_000);
afterAll(() => lince?.stop());

const standStill = (): boolean => lince.workers[0]!.child.kill('SIGSTOP');
const goOn = (): boolean => lince.workers[0]!.child.kill('SIGCONT');
beforeEach(() => void standStill());
afterEach(() => {
  goOn();
  sockets.splice(0).forEach((socket) => socket.disconnect());
});

/** A page at one of the API processes, and what it was told. */
function open(api: number): { socket: Client; told: BatchSnapshot[]; gone: string[] } {
  const socket: Client = io(lince.apiUrls[api]!, { forceNew: true, reconnectionDelay: 50, reconnectionDelayMax: 100 });
  sockets.push(socket);
  const told: BatchSnapshot[] = [];
  const gone: string[] = [];
  socket.on('batch', (snapshot) => told.push(snapshot));
  socket.on('batchGone', (id) => gone.push(id));
  return { socket, told, gone };
}

const watch = (socket: Client, ...ids: string[]): Promise<BatchWatchAnswer> => socket.emitWithAck('watchBatch', ids);
const submit = (): Promise<BatchSnapshot> => door.submit(formOf(digits));

/** What is told must be true together, and never lead backwards. */
function expectProgress(told: BatchSnapshot[]): void {
  for (const { total, counts } of told) {
    expect(counts.queued + counts.succeeded + counts.failed + counts.canceled).toBe(total);
  }
  const queued = told.map(({ counts }) => counts.queued);
  expect(queued).toEqual([...queued].sort((one, other) => other - one));
  expect(told.at(-1)).toMatchObject({ state: 'finished', counts: { queued: 0 } });
}

test('events tell how a batch goes on, end with its end, and are not told again', async () => {
  const batch = await submit();
  const response = await door.at(batch.links.events);
  expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = (await reader.read()).value!;
  goOn();
  for (let next = await reader.read(); !next.done; next = await reader.read()) text += next.value;
  const events = [...text.matchAll(/^id: (\w+)\ndata: (.+)\n\n/gm)];
  const told = events.map(([, , data]) => JSON.parse(data!) as BatchSnapshot);
  expect(told[0]).toEqual(batch);
  expectProgress(told);
  expect(told.at(-1)).toEqual(await door.show(batch));
  expect(events.map(([, id]) => id)).toEqual(told.map(({ state }) => state));
  const again = (lastSeen: string): Promise<Response> =>
    door.at(batch.links.events, { headers: { 'Last-Event-ID': lastSeen } });
  expect((await again('finished')).status).toBe(204);
  expect(await (await again('processing')).text()).toMatch(/^id: finished\n/);
});

test('who waits is answered when the time is over, and before when there is an end', async () => {
  const batch = await submit();
  expect(await door.show(batch, 0.05)).toMatchObject({ state: 'processing' });
  const waiting = door.show(batch, 60);
  goOn();
  expect(await waiting).toMatchObject({ state: 'finished', counts: { succeeded: 200 } });
});

test('sockets get the present state at once and then how it goes on, from any API process', async () => {
  const batch = await submit();
  const pages = [open(0), open(1)];
  for (const { socket } of pages) {
    expect(await watch(socket, batch.id)).toEqual({ snapshots: [batch], unknown: [], refused: [] });
  }
  goOn();
  for (const { told } of pages) {
    await until(() => told.at(-1)?.state === 'finished');
    expectProgress([batch, ...told]);
  }
});

test('sockets hear of what is canceled or erased elsewhere, and no more when they watch no more', async () => {
  const batch = await submit();
  const [page, left] = [open(1), open(1)];
  for (const { socket } of [page, left]) await watch(socket, batch.id);
  left.told.length = 0;
  left.socket.emit('unwatchBatch', [batch.id]);
  await watch(left.socket); // Answered after what was said before.
  await door.remove(batch);
  await until(() => page.told.at(-1)?.counts.canceled === 200);
  expect(page.told.at(-1)!.state).toBe('finished');
  expect(page.gone).toEqual([]);
  await door.remove(batch);
  await until(() => page.gone.length > 0);
  expect(page.gone).toEqual([batch.id]);
  expect([left.told, left.gone]).toEqual([[], []]);
});

test('ids that no batch has are named', async () => {
  const { socket } = open(0);
  const unknown = ['t123456789012.1234567890123456', 'b123456789012.0.1234567890123456', 'not an id'];
  const now = await watch(socket, ...unknown);
  expect(now).toEqual({ snapshots: [], unknown: expect.arrayContaining(unknown), refused: [] });
});

test('the jobs of a batch are told of like any other', async () => {
  const batch = await submit();
  const { results } = await door.results(batch);
  const { socket } = open(0);
  const states: string[] = [];
  socket.on('job', ({ state }) => states.push(state));
  await socket.emitWithAck('watch', [results[100]!.id]);
  goOn();
  await until(() => states.at(-1) === 'succeeded');
});
