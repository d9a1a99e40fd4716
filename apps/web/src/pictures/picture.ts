import { isFinal, type Snapshot } from '#contract';
import type { Failure } from '../api/failure.js';

/** How far a picture has come. */
export type Stage = 'uploading' | 'queued' | 'processing' | 'succeeded' | 'failed' | 'canceled';

/** A picture that a person gave, and what became of it. Kept as it is, over a reload. */
export interface Picture {
  /** This browser's own name for it. */
  key: string;
  /** Higher stands before lower. */
  place: number;
  /** Of its file. */
  name: string;
  /** A smaller copy, upright, to show; null where the browser cannot open the file, absent until that is tried. */
  preview: Blob | null | undefined;
  /** What is to be sent; null when the service has it. */
  upload: Blob | null;
  /** Name of the model that was asked for; the default where it is absent. */
  model: string | undefined;
  /** The same for each attempt to send the same. */
  once: string;
  /** Its job as last heard of; null until the service has accepted it. */
  job: Snapshot | null;
  /** Why it was not accepted, or that its job is no longer there. */
  failure: Failure | null;
}

/** How far a picture has come. */
export function stageOf({ job, failure }: Pick<Picture, 'job' | 'failure'>): Stage {
  if (failure !== null) return 'failed';
  return job?.state ?? 'uploading';
}

/** Whether something is still to come. */
export const isOpen = (picture: Pick<Picture, 'job' | 'failure'>): boolean =>
  picture.failure === null && (picture.job === null || !isFinal(picture.job.state));

/** Why there is no answer, where there will be none. */
export function failureIn({ job, failure }: Pick<Picture, 'job' | 'failure'>): Failure | null {
  if (failure !== null) return failure;
  if (job?.state === 'canceled') return 'job_canceled';
  return job?.state === 'failed' ? (job.error?.code ?? 'unexpected') : null;
}

/** A name that no other has. Not `crypto.randomUUID`, which browsers have over https and on this machine alone. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
