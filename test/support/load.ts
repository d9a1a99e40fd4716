import { Agent } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { BatchSnapshot, PredictAnswer, Snapshot } from '#contract';
import { ask, type Answered } from './asking.js';
import { manyDigits, zipped, type NamedFile } from './batches.js';
import { newLedger, type Accepted, type Ledger } from './ledger.js';
import { raw } from './requests.js';
import { until } from './until.js';

/** Sends a request to a service: to which of its doors is the sender's matter. */
export type Send = (path: string, init: RequestInit) => Promise<Answered>;

interface Options {
  send: Send;
  /** Requests at most. */
  most?: number;
  /** Clients, each of which sends its next request some ms after the last one was answered. */
  atOnce?: number;
  rest?: number;
  /** Told of each single picture, as soon as it is accepted. */
  onJob?: (id: string) => void;
}

/** Clients that are at work. */
export interface Load {
  ledger: Ledger;
  /** Waits until so many more requests were accepted. */
  goesOn: (more: number) => Promise<unknown>;
  /** Waits until they have sent all that they may, and it is answered. */
  all: () => Promise<unknown>;
  /** Lets them send no more, and waits until all that they sent is answered. */
  finish: () => Promise<Ledger>;
}

/** Digits that the model is known to read; a batch takes some of them. */
const PICTURES = 30;
const BATCH = 12;
/** What the requests ask for, in turn. */
const TURNS = ['predict', 'predict', 'jobs', 'predict', 'batches', 'predict', 'jobs', 'predict'] as const;

/** Begins a mixed load: predictions, single jobs and batches. Who is refused tries again when he was told to. */
export async function startLoad({ send, most = 10_000, atOnce = 6, rest = 30, onJob }: Options): Promise<Load> {
  const files = await manyDigits(PICTURES);
  const ledger = newLedger();
  const over = new AbortController();
  const sleep = (ms: number): Promise<unknown> => pause(ms, null, { signal: over.signal }).catch(() => null);
  let sent = 0;
  const client = async (): Promise<void> => {
    while (!over.signal.aborted && sent < most) {
      const nth = sent++;
      const turn = TURNS[nth % TURNS.length]!;
      const some = Array.from({ length: turn === 'batches' ? BATCH : 1 }, (_, at) => files[(nth + at) % PICTURES]!);
      const later = await attempt(send, turn, some, ledger, onJob);
      await sleep(later || rest);
    }
  };
  const clients = Promise.all(Array.from({ length: atOnce }, client));
  return {
    ledger,
    goesOn: (more) => {
      const enough = ledger.accepted.length + more;
      return until(() => ledger.accepted.length >= enough, 60_000);
    },
    all: () => clients,
    finish: async () => {
      over.abort();
      await clients;
      return ledger;
    },
  };
}

/** One request. @returns ms until the next, if the answer names a time */
async function attempt(
  send: Send,
  turn: (typeof TURNS)[number],
  files: NamedFile[],
  ledger: Ledger,
  onJob?: (id: string) => void,
): Promise<number> {
  const path = turn === 'predict' ? '/predict' : `/v1/${turn}`;
  const init = turn === 'batches' ? zipped(files) : raw(files[0]![1]);
  try {
    const answer = await send(path, init);
    const accepted = acceptedBy(answer, files);
    if (accepted) {
      ledger.accepted.push(accepted);
      if (turn === 'jobs') onJob?.(accepted.self.slice('/v1/jobs/'.length));
      return 0;
    }
    return refusedBy(answer, ledger);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ECONNRESET' || code === 'EPIPE') ledger.cut++;
    else ledger.strange.push(`${path}: ${message || code}`);
    return 0;
  }
}

function acceptedBy({ status, headers, json }: Answered, files: NamedFile[]): Accepted | null {
  const classes = files.map(([name]) => Number(name[0]));
  if (status === 200) {
    const { id, class: answer } = json() as PredictAnswer;
    return { kind: 'job', self: `/v1/jobs/${id}`, classes, answer };
  }
  if (status === 504) return { kind: 'job', self: headers.location!, classes };
  if (status !== 202) return null;
  const { links } = json() as Snapshot | BatchSnapshot;
  return { kind: files.length > 1 ? 'batch' : 'job', self: links.self, classes };
}

function refusedBy({ status, headers, json }: Answered, { refused, strange }: Ledger): number {
  const { code } = json() as { code: string };
  const kind = `${status} ${code}`;
  const later = Number(headers['retry-after']);
  if (status === 503 && later > 0) refused[kind] = (refused[kind] ?? 0) + 1;
  else strange.push(kind);
  return later * 1_000 || 0;
}

/** Clients' way to several doors, one after the other; where nobody listens, the next one is tried. */
export function inTurn(urls: string[]): { send: Send; close: () => void } {
  const agent = new Agent({ keepAlive: true, scheduling: 'fifo' });
  let turn = 0;
  return {
    send: async (path, init) => {
      const first = turn++;
      for (let tries = 1; ; tries++) {
        try {
          return await ask(agent, urls[(first + tries) % urls.length]! + path, init);
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== 'ECONNREFUSED' || tries === urls.length) throw error;
        }
      }
    },
    close: () => agent.destroy(),
  };
}
