import { setTimeout as pause } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { isFinal, type ClientEvents, type PredictAnswer, type ServerEvents, type Snapshot } from '#contract';
import { digitPng } from './digits.js';
import { raw } from './requests.js';
import { until } from './until.js';

/** Milliseconds between two submissions, and between two calls that wait; one accepted job in so many is streamed. */
const SUBMISSION = 30;
const PREDICTION = 60;
const STREAMED = 10;

/** A job that was accepted, and what must come of it. */
interface Accepted {
  id: string;
  self: string;
  digit: number;
}

/** Clients that go on whatever happens, and remember all that they were told. */
export interface Load {
  accepted: Accepted[];
  /** How many calls of `/predict` were answered. */
  answered: () => number;
  /** How many calls were told 503 or 504. */
  refused: () => number;
  /**
   * Ends it. Every job that was accepted must succeed with the right class, and be told of so to who watches it; every
   * other call must have had an answer, or an honest error.
   */
  settle: () => Promise<void>;
  /** Ends it in any case, whatever came of it. */
  stop: () => void;
}

/** Begins to send real digits to a Lince, some to be answered at once, some to be asked for later. */
export async function startLoad(url: string): Promise<Load> {
  const digits = await Promise.all(Array.from({ length: 10 }, (_, digit) => digitPng(digit)));
  const accepted: Accepted[] = [];
  const streams: Promise<Snapshot>[] = [];
  const underWay = new Set<Promise<void>>();
  const odd: string[] = [];
  const told = { answered: 0, refused: 0 };
  const watcher = watch(url);
  let over = false;

  async function post(path: string, digit: number, take: (response: Response) => Promise<void>): Promise<void> {
    const response = await fetch(url + path, raw(digits[digit]!));
    if (response.ok) return take(response);
    const { code } = (await response.json()) as { code: string };
    if (HONEST.includes(`${response.status} ${code}`)) told.refused++;
    else odd.push(`${path}: ${response.status} ${code}`);
  }

  const submit = (digit: number): Promise<void> =>
    post('/v1/jobs', digit, async (response) => {
      const { id, links } = (await response.json()) as Snapshot;
      accepted.push({ id, self: links.self, digit });
      watcher.add(id);
      if (accepted.length % STREAMED === 0) streams.push(lastOfStream(url + links.events));
    });

  const predict = (digit: number): Promise<void> =>
    post('/predict', digit, async (response) => {
      const { class: read } = (await response.json()) as PredictAnswer;
      if (read === digit) told.answered++;
      else odd.push(`/predict: ${digit} taken for ${read}`);
    });

  async function goOn(every: number, call: (digit: number) => Promise<void>): Promise<void> {
    for (let digit = 0; !over; digit = (digit + 1) % 10) {
      const calling: Promise<void> = call(digit)
        .catch((error: Error) => void odd.push(String(error.cause ?? error)))
        .finally(() => underWay.delete(calling));
      underWay.add(calling);
      await pause(every);
    }
  }

  const clients = [goOn(SUBMISSION, submit), goOn(PREDICTION, predict)];
  const stop = (): void => {
    over = true;
    watcher.stop();
  };
  return {
    accepted,
    stop,
    answered: () => told.answered,
    refused: () => told.refused,
    settle: async () => {
      over = true;
      await Promise.all([...clients, ...underWay]);
      expect(odd).toEqual([]);
      for (const { self, digit } of accepted) {
        const job = await until(async () => {
          const response = await fetch(`${url}${self}?wait=20`);
          return response.status !== 503 && response.json();
        });
        expect(job).toMatchObject({ state: 'succeeded', result: { class: digit } });
      }
      await until(() => watcher.open().length === 0).catch(() => undefined);
      expect(watcher.open()).toEqual([]);
      expect((await Promise.all(streams)).map(({ state }) => state)).toEqual(streams.map(() => 'succeeded'));
    },
  };
}

const HONEST = ['503 queue_unavailable', '503 model_not_loaded', '504 prediction_timeout'];

/** Watches jobs by Socket.IO as the page does: after each reconnection it asks again. */
function watch(url: string) {
  const socket: Socket<ServerEvents, ClientEvents> = io(url, { forceNew: true });
  const states = new Map<string, string>();
  const ask = (ids: string[]): void => {
    if (ids.length > 0) socket.emit('watch', ids, ({ snapshots }) => snapshots.forEach(note));
  };
  // An answer may be older than what was told meanwhile.
  const note = ({ id, state }: Snapshot): void => void (states.get(id) === 'succeeded' || states.set(id, state));
  socket.on('job', note);
  const open = (): [string, string][] => [...states].filter(([, state]) => state !== 'succeeded');
  socket.on('connect', () => ask(open().map(([id]) => id)));
  return {
    /** What was not told yet to have succeeded. */
    open,
    add: (id: string): void => {
      states.set(id, 'accepted');
      if (socket.connected) ask([id]);
    },
    stop: () => socket.disconnect(),
  };
}

/** The last snapshot of a stream of events; a stream that cannot begin, or is cut, is begun again. */
const lastOfStream = (url: string): Promise<Snapshot> =>
  until(async () => {
    const text = await (await fetch(url)).text();
    const last = JSON.parse([...text.matchAll(/^data: (.+)$/gm)].at(-1)![1]!) as Snapshot;
    return isFinal(last.state) ? last : null;
  });
