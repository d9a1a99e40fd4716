import {
  CodedError,
  ERRORS,
  type Limits,
  type ModelSummary,
  type Problem,
  type Session,
  type Snapshot,
} from '#contract';
import { addressOf } from './address.js';

/** Milliseconds that an upload may take, slow lines included. */
const PATIENCE = 120_000;

/** What the page wants to know of a model. */
export type ListedModel = Pick<ModelSummary, 'name' | 'version' | 'labels' | 'default'>;

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

/** Who the service takes this browser for; throws as {@link submitPicture} does. */
export const readSession = (signal: AbortSignal): Promise<Session> => ask<Session>('v1/session', 'keys', { signal });

/** Signs in with a key; throws as {@link submitPicture} does. */
export const openSession = (key: string, signal: AbortSignal): Promise<Session> =>
  ask<Session>('v1/session', 'keys', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ key }),
    signal,
  });

/** Signs out. @throws any error when that cannot be told */
export async function closeSession(signal: AbortSignal): Promise<void> {
  await fetch(addressOf('v1/session'), { method: 'DELETE', signal });
}

/** What the service takes, and how long it keeps it; throws as {@link submitPicture} does. */
export const readLimits = (signal: AbortSignal): Promise<Limits> =>
  ask<Limits>('v1/limits', 'resultSeconds', { signal });

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
  if (response.ok && answer?.[proof] !== undefined) return answer as Answer;
  if (answer?.code && answer.code in ERRORS) throw new CodedError(answer.code);
  throw new Error(`Unexpected answer, status ${response.status}`);
}
