import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';
import { CSV_HEADER, toCsvRow, type BatchResult, type BatchSnapshot } from '#contract';

/** Results, a few at a time. */
type Results = AsyncIterable<BatchResult[]>;

/** Sends results as JSON, inside their batch's snapshot, as they are read. */
export async function sendJson(snapshot: BatchSnapshot, results: Results, response: Response): Promise<void> {
  await send('application/json; charset=utf-8', jsonOf(snapshot, results), response);
}

/** Sends results as CSV, as they are read. */
export async function sendCsv(results: Results, response: Response): Promise<void> {
  response.set('Content-Disposition', 'attachment; filename="results.csv"');
  await send('text/csv; charset=utf-8; header=present', csvOf(results), response);
}

async function* jsonOf(snapshot: BatchSnapshot, results: Results): AsyncGenerator<string> {
  yield `${JSON.stringify(snapshot).slice(0, -1)},"results":[`;
  let comma = '';
  for await (const some of results) {
    if (some.length === 0) continue;
    yield comma + some.map((result) => JSON.stringify(result)).join(',');
    comma = ',';
  }
  yield ']}';
}

async function* csvOf(results: Results): AsyncGenerator<string> {
  yield CSV_HEADER;
  for await (const some of results) yield some.map(toCsvRow).join('');
}

async function send(type: string, text: AsyncGenerator<string>, response: Response): Promise<void> {
  response.set({ 'Content-Type': type, 'Cache-Control': 'no-store' });
  await pipeline(Readable.from(text), response).catch((error: unknown) => {
    // A client that goes in the middle is no fault.
    if (!isGone(error)) throw error;
  });
}

const isGone = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';
