import type { Request, Response } from 'express';
import { isFinal } from '#contract';
import { languageOf } from '#platform';
import { streamEvents, type Told } from '../http/event-stream.js';
import { toSnapshot, type PlacedJob } from './snapshot.js';

/**
 * Sends a job's snapshots as server-sent events.
 * @param prefix what the service's addresses begin with
 * @throws CodedError `job_not_found`
 */
export async function streamSnapshots(
  jobs: AsyncGenerator<PlacedJob>,
  request: Request,
  response: Response,
  prefix: string,
): Promise<void> {
  const language = languageOf(request);
  async function* told(): AsyncGenerator<Told> {
    for await (const job of jobs) {
      yield { state: job.state, isLast: isFinal(job.state), snapshot: toSnapshot(job, language, prefix) };
    }
  }
  await streamEvents(told(), 'job_not_found', request, response);
}
