import type { Request, Response } from 'express';
import { CodedError, isFinal } from '#contract';
import { languageOf, type Job } from '#platform';
import { toSnapshot } from './snapshot.js';

/** Milliseconds between signs of life that keep proxies from closing a quiet stream. */
const KEEP_ALIVE = 15_000;

/**
 * Sends a job's snapshots as server-sent events. A browser's EventSource asks again when a stream has ended; its last
 * event id then is a final state, and 204 tells it to stop.
 * @throws CodedError `job_not_found`
 */
export async function streamSnapshots(jobs: AsyncGenerator<Job>, request: Request, response: Response): Promise<void> {
  const first = await jobs.next();
  if (first.done) throw new CodedError('job_not_found');
  if (isFinal(first.value.state) && request.get('Last-Event-ID') === first.value.state) {
    response.status(204).end();
    return;
  }
  response.set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  const language = languageOf(request);
  const send = (job: Job): void => {
    response.write(`id: ${job.state}\ndata: ${JSON.stringify(toSnapshot(job, language))}\n\n`);
  };
  const timer = setInterval(() => response.write(':\n\n'), KEEP_ALIVE);
  try {
    send(first.value);
    for await (const job of jobs) send(job);
    response.end();
  } finally {
    clearInterval(timer);
  }
}
