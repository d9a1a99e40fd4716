import { isFinal, type BatchResults, type BatchSnapshot, type Snapshot } from '#contract';
import { until } from './until.js';

/** What a door has promised to answer: a picture, or a batch of them. */
export interface Accepted {
  kind: 'job' | 'batch';
  /** Its address, relative to the service. */
  self: string;
  /** What its pictures show. */
  classes: number[];
  /** What a client who waited was told. */
  answer?: number;
}

/** What clients were told. */
export interface Ledger {
  accepted: Accepted[];
  /** Refusals that name a time to try again, each by status and code: how many. */
  refused: Record<string, number>;
  /** Requests of which the connection broke before they were answered. */
  cut: number;
  /** Answers that nobody should get. */
  strange: string[];
}

export const newLedger = (): Ledger => ({ accepted: [], refused: {}, cut: 0, strange: [] });

/** How many ends are asked for side by side. */
const AT_ONCE = 8;

/**
 * Waits for the end of all that was accepted, however it was accepted.
 * @param url the API that is asked
 * @returns what did not end as it should, each as a sentence; empty if nothing was lost and nothing failed
 */
export async function findLost(url: string, { accepted, strange }: Ledger): Promise<string[]> {
  const lost = [...strange];
  const rest = accepted.values();
  const clerk = async (): Promise<void> => {
    for (const each of rest) {
      const told = await (each.kind === 'job' ? endOfJob(url, each) : endOfBatch(url, each)).catch(String);
      if (told) lost.push(`${each.self}: ${told}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, clerk));
  return lost;
}

async function endOfJob(url: string, { self, classes, answer }: Accepted): Promise<string | null> {
  const job = await ended(`${url}${self}`, ({ state }: Snapshot) => isFinal(state));
  if (job.state !== 'succeeded') return `${job.state} ${job.error?.code}`;
  const read = job.result!.class;
  if (read !== classes[0]) return `${classes[0]} was read as ${read}`;
  return answer === undefined || answer === read ? null : `was answered with ${answer}, and then with ${read}`;
}

async function endOfBatch(url: string, { self, classes }: Accepted): Promise<string | null> {
  const batch = await ended(`${url}${self}`, ({ state }: BatchSnapshot) => state === 'finished');
  const { results } = (await (await fetch(url + batch.links.results)).json()) as BatchResults;
  const read = results.map(({ state, result, error }) => result?.class ?? `${state} ${error?.code}`);
  return `${read}` === `${classes}` ? null : `${classes} became ${read}`;
}

async function ended<T>(address: string, isEnd: (now: T) => boolean): Promise<T> {
  return until(async () => {
    const response = await fetch(`${address}?wait=5`);
    if (response.status === 404) throw new Error('unknown');
    const now = (await response.json()) as T;
    return response.ok && isEnd(now) ? now : null;
  }, 60_000);
}
