import { CodedError, type PredictAnswer } from '#contract';
import { formatJobId } from '#platform';
import type { Ended } from '../bundles/ends.js';

/**
 * What `/predict` answers when a job has ended.
 * @returns null while it has not
 * @throws CodedError what the job failed with; `job_canceled`
 */
export function answerOf({ id, state, outcome }: Ended): PredictAnswer | null {
  if (outcome?.state === 'succeeded') return { ...outcome.result, id: formatJobId(id) };
  if (outcome?.state === 'failed') throw new CodedError(outcome.code);
  if (state === 'canceled') throw new CodedError('job_canceled');
  return null;
}
