import type { Request, Response } from 'express';
import { CodedError, type ErrorCode } from '#contract';

/** Milliseconds between signs of life that keep proxies from closing a quiet stream. */
const KEEP_ALIVE = 15_000;

/** One of the snapshots that a stream tells. */
export interface Told {
  /** Named by its event's id. */
  state: string;
  /** Whether none comes after it. */
  isLast: boolean;
  snapshot: unknown;
}

/**
 * Sends snapshots as server-sent events. A browser's EventSource asks again when a stream has ended; its last event id
 * then is a final state, and 204 tells it to stop.
 * @throws CodedError `unknown` when there is nothing to tell
 */
export async function streamEvents(
  told: AsyncGenerator<Told>,
  unknown: ErrorCode,
  request: Request,
  response: Response,
): Promise<void> {
  const first = await told.next();
  if (first.done) throw new CodedError(unknown);
  if (first.value.isLast && request.get('Last-Event-ID') === first.value.state) {
    await told.return(undefined);
    response.status(204).end();
    return;
  }
  response.set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  // Its headers are all that is wanted.
  if (request.method === 'HEAD') {
    await told.return(undefined);
    response.end();
    return;
  }
  const send = ({ state, snapshot }: Told): void => {
    response.write(`id: ${state}\ndata: ${JSON.stringify(snapshot)}\n\n`);
  };
  const timer = setInterval(() => response.write(':\n\n'), KEEP_ALIVE);
  try {
    send(first.value);
    for await (const each of told) send(each);
    response.end();
  } finally {
    clearInterval(timer);
  }
}
