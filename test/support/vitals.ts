import { readdir, readFile } from 'node:fs/promises';
import { expect } from '@jest/globals';
import { QUEUE, SALIENCY, SUBMITTED } from '#contract';
import { keysUnder, type Redis } from '#platform';
import type { Lince } from './lince.js';
import type { Started } from './processes.js';
import { until } from './until.js';

const keys = keysUnder('lince');

/** What must not grow from fault to fault. */
export interface Vitals {
  /** Open files of the processes that live, by process id. */
  files: Record<number, number>;
  /** Redis' clients, and the channels that they listen to. */
  clients: number;
  channels: number;
}

const living = (processes: Started[]): Started[] => processes.filter((each) => !each.ended());

/** What the processes of a Lince hold now; Redis' own files are not counted, as it opens new ones when it likes. */
export async function vitalsOf({ apis, workers }: Lince, redis: Redis): Promise<Vitals> {
  const counted = living([...apis, ...workers]).map(async ({ pid }) => [pid, await openFiles(pid)] as const);
  const [clients, channels] = await Promise.all([redis.client('LIST'), redis.pubsub('CHANNELS')]);
  return {
    files: Object.fromEntries(await Promise.all(counted)),
    clients: String(clients).trim().split('\n').length,
    channels: (channels as string[]).length,
  };
}

const openFiles = async (pid: number): Promise<number> => (await readdir(`/proc/${pid}/fd`)).length;

/** Resident memory of a process, in bytes. */
export async function residentOf({ pid }: Started): Promise<number> {
  return 1_024 * Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))![1]);
}

/** Vitals as they are when all that clients opened is closed again. */
export async function vitalsAtRest(lince: Lince, redis: Redis): Promise<Vitals> {
  let last = '';
  return until(async () => {
    const now = await vitalsOf(lince, redis);
    const same = JSON.stringify(now) === last;
    last = JSON.stringify(now);
    return same ? now : null;
  });
}

/** Milliseconds: a record whose job was never added, because Redis went at that moment, is found after half a minute. */
const SOON = 60_000;

/** Fails unless all is as it was before a fault, soon: what is open, what Redis holds, and what the processes said. */
export async function expectAftermath(lince: Lince, redis: Redis, before: Vitals): Promise<void> {
  const processes = [...lince.apis, ...lince.workers];
  expect(processes.filter((each) => each.ended() && !each.told()).map((each) => each.output())).toEqual([]);
  for (const each of processes) expect(each.output()).not.toMatch(CRIES);
  await until(async () => {
    const now = await vitalsOf(lince, redis);
    expect({ clients: now.clients, channels: now.channels }).toEqual({
      clients: before.clients,
      channels: before.channels,
    });
    for (const [pid, count] of Object.entries(now.files)) {
      // A process that was started since has none to compare with.
      expect([pid, count <= (before.files[Number(pid)] ?? count)]).toEqual([pid, true]);
    }
    expect(await strangeKeys(redis)).toEqual([]);
    return true;
  }, SOON);
}

/** What Node prints of what nobody caught, of listeners without number, and when an error ends it. */
export const CRIES = /UnhandledPromiseRejection|MaxListenersExceededWarning|uncaught|^Node\.js v\d/im;

/** Keys that do not belong in a Redis whose pictures have all been answered, and records that would stay for ever. */
export async function strangeKeys(redis: Redis): Promise<string[]> {
  const left = await redis.keys('*');
  const kept = left.filter((key) => [keys.record(''), keys.batch('')].some((prefix) => key.startsWith(prefix)));
  const queues = [QUEUE, SUBMITTED, SALIENCY].flatMap((queue) =>
    ['id', 'meta', 'events', 'marker', 'stalled-check', 'pc'].map((name) => `${keys.queue}:${queue}:${name}`),
  );
  // Whose turn it was is forgotten when the next picture is submitted.
  const known = [keys.apis, keys.workers, keys.workerFacts, keys.load, keys.turns, ...queues, ...kept];
  const strange = left.filter((key) => !known.includes(key));
  for (const key of kept) {
    if ((await redis.pttl(key)) < 0) strange.push(`${key} stays`);
    if (await keepsUploads(redis, key)) strange.push(`${key} is full`);
  }
  return strange;
}

/** Whether a record has uploads; those of which no record was made, because Redis went at that moment, go by themselves. */
async function keepsUploads(redis: Redis, key: string): Promise<boolean> {
  if (!key.startsWith(keys.record(''))) return false;
  const fields = await redis.hkeys(key);
  return fields.includes('pictures') && fields.some((field) => field.endsWith(':upload'));
}
