import { CodedError, ERRORS, type Problem, type Snapshot } from '#contract';

/** Milliseconds that an upload may take, slow lines included. */
const PATIENCE = 120_000;

/**
 * Submits a picture.
 * @throws CodedError for a failure that has a code, any other error for an answer that makes no sense
 */
export function submitPicture(picture: Blob, signal: AbortSignal): Promise<Snapshot> {
  const body = new FormData();
  body.append('file', picture);
  return ask('/v1/jobs', { method: 'POST', body, signal });
}

/** Where a job stands now; throws as {@link submitPicture} does. */
export function readJob(id: string, signal: AbortSignal): Promise<Snapshot> {
  return ask(`/v1/jobs/${encodeURIComponent(id)}`, { signal });
}

async function ask(path: string, request: RequestInit & { signal: AbortSignal }): Promise<Snapshot> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(PATIENCE)]);
  const response = await fetch(path, { ...request, signal }).catch(() => {
    throw new CodedError('api_unreachable');
  });
  const answer = (await response.json().catch(() => null)) as Partial<Snapshot & Problem> | null;
  if (response.ok && answer?.id && answer.state) return answer as Snapshot;
  if (answer?.code && answer.code in ERRORS) throw new CodedError(answer.code);
  throw new Error(`Unexpected answer, status ${response.status}`);
}
