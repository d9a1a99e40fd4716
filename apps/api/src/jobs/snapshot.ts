import { ERRORS, sentence, type ErrorCode, type Language, type Snapshot } from '#contract';
import { formatJobId, type Job } from '#platform';

/**
 * Where a job is found, relative to the host.
 * @param prefix what the service's addresses begin with
 */
export const pathOf = (id: string, prefix: string): string => `${prefix}/v1/jobs/${id}`;

/** A job, and how many pictures are before it in line; null or absent where it does not wait, or that is not known. */
export interface PlacedJob extends Job {
  ahead?: number | null;
}

/** What a client may know of a job; see {@link pathOf} for the prefix. */
export function toSnapshot(job: PlacedJob, language: Language, prefix: string): Snapshot {
  const id = formatJobId(job.id);
  const self = pathOf(id, prefix);
  const { outcome } = job;
  const prediction = outcome?.state === 'succeeded' ? outcome : null;
  const begun = job.started ?? job.finished;
  return {
    id,
    state: job.state,
    created: new Date(job.created).toISOString(),
    started: toIso(job.started),
    finished: toIso(job.finished),
    model: prediction?.result.model ?? job.model,
    timings: {
      waited: begun === null ? null : begun - job.created,
      preprocess: prediction?.preprocess ?? null,
      predict: prediction?.predict ?? null,
    },
    result: prediction?.result ?? null,
    error: outcome?.state === 'failed' ? describe(outcome.code, language) : null,
    ahead: job.ahead ?? null,
    crop: prediction?.crop ?? null,
    links: {
      self,
      events: `${self}/events`,
      input: prediction && `${self}/input.png`,
      saliency: prediction && `${self}/saliency.png`,
    },
  };
}

/** Why a job failed, for a client. */
export const describe = (code: ErrorCode, language: Language): NonNullable<Snapshot['error']> => ({
  code,
  ...ERRORS[code],
  detail: sentence(code, language),
});

const toIso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());
