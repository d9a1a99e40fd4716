import { CodedError, type PredictAnswer } from '#contract';
import { formatJobId, type Job } from '#platform';

/**
 * What `/predict` answers when a job has ended.
 * @returns null while it has not
 * @throws CodedError what the job failed with; `job_canceled`
 */
export function answerOf({ id, state, outcome }: Job): PredictAnswer | null {
  if (outcome?.state === 'succeeded') return { ...outcome.result, id: formatJobId(id) };
  if (outcome?.state === 'failed') throw new CodedError(outcome.code);
  if (state === 'canceled') throw new CodedError('job_canceled');
  return null;
}
