import { CodedError, ERRORS, type ModelManifest, type Problem, type Snapshot } from '#contract';
import { addressOf } from './address.js';

/** Milliseconds that an upload may take, slow lines included. */
const PATIENCE = 120_000;

/** What the page wants to know of a model. */
export interface ListedModel extends Pick<ModelManifest, 'name' | 'version' | 'labels'> {
  /** Whether pictures go to it when no model is named. */
  default: boolean;
}

/**
 * Submits a picture.
 * @param model name of the one that is to answer; the default where it is absent
 * @throws CodedError for a failure that has a code, any other error for an answer that makes no sense
 */
export function submitPicture(picture: Blob, model: string | undefined, signal: AbortSignal): Promise<Snapshot> {
  const body = new FormData();
  body.append('file', picture);
  const query = model === undefined ? '' : `?model=${encodeURIComponent(model)}`;
  return ask<Snapshot>(`v1/jobs${query}`, 'state', { method: 'POST', body, signal });
}

/** Where a job stands now; throws as {@link submitPicture} does. */
export function readJob(id: string, signal: AbortSignal): Promise<Snapshot> {
  return ask<Snapshot>(`v1/jobs/${encodeURIComponent(id)}`, 'state', { signal });
}

/** Which models there are; throws as {@link submitPicture} does. */
export async function listModels(signal: AbortSignal): Promise<ListedModel[]> {
  return (await ask<{ models: ListedModel[] }>('v1/models', 'models', { signal })).models;
}

/**
 * @param path from the page's own address on
 * @param proof what an answer that makes sense has
 */
async function ask<Answer>(
  path: string,
  proof: keyof Answer,
  request: RequestInit & { signal: AbortSignal },
): Promise<Answer> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(PATIENCE)]);
  const response = await fetch(addressOf(path), { ...request, signal }).catch(() => {
    throw new CodedError('api_unreachable');
  });
  const answer = (await response.json().catch(() => null)) as Partial<Answer & Problem> | null;
  if (response.ok && answer?.[proof]) return answer as Answer;
  if (answer?.code && answer.code in ERRORS) throw new CodedError(answer.code);
  throw new Error(`Unexpected answer, status ${response.status}`);
}
