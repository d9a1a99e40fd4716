import {
  CodedError,
  ERRORS,
  type Limits,
  type ModelSummary,
  type Problem,
  type Session,
  type Snapshot,
  type Status,
} from '#contract';
import { addressOf } from './address.js';

/** Milliseconds that an upload may take, slow lines included. */
const PATIENCE = 120_000;

/** What the page wants to know of a model. */
export type ListedModel = Pick<ModelSummary, 'name' | 'version' | 'labels' | 'default'>;

/** A picture on its way out. */
export interface Submission {
  picture: Blob;
  name: string;
  /** Name of the model that is to answer; the default where it is absent. */
  model: string | undefined;
  /** The same for each attempt to send the same, so that it is one job. */
  once: string;
}

/** A refusal that says when to come again. */
export class Busy extends CodedError {
  /** @param seconds until it may go better */
  constructor(
    code: CodedError['code'],
    readonly seconds: number,
  ) {
    super(code);
  }
}

/**
 * Submits a picture.
 * @throws Busy where the service says when to come again, CodedError for another failure that has a code, any other error for
 *   an answer that makes no sense
 */
export async function submitPicture(
  { picture, name, model, once }: Submission,
  signal: AbortSignal,
): Promise<Snapshot> {
  // What cannot be read fails here; on its way it would look like a lost connection.
  await picture.slice(0, 1).arrayBuffer();
  const body = new FormData();
  body.append('file', picture, name);
  const query = model === undefined ? '' : `?model=${encodeURIComponent(model)}`;
  return ask<Snapshot>(`v1/jobs${query}`, 'state', {
    method: 'POST',
    headers: { 'Idempotency-Key': once },
    body,
    signal,
  });
}

const jobPath = (id: string): string => `v1/jobs/${encodeURIComponent(id)}`;

/** Where a job stands now; throws as {@link submitPicture} does. */
export const readJob = (id: string, signal: AbortSignal): Promise<Snapshot> =>
  ask<Snapshot>(jobPath(id), 'state', { signal });

/**
 * Cancels a job that waits, erases one that has ended; throws as {@link submitPicture} does.
 * @returns the canceled job, or null when it was erased
 */
export async function removeJob(id: string, signal: AbortSignal): Promise<Snapshot | null> {
  const response = await send(jobPath(id), { method: 'DELETE', signal });
  return response.status === 204 ? null : answerOf<Snapshot>(response, 'state');
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

/** How the service fares; throws as {@link submitPicture} does. */
export const readStatus = (signal: AbortSignal): Promise<Status> => ask<Status>('v1/status', 'queue', { signal });

/** A picture that the API makes, such as the one that the model saw; throws as {@link submitPicture} does. */
export async function readPicture(address: string, signal: AbortSignal): Promise<Blob> {
  const response = await send(address, { signal });
  return response.ok ? response.blob() : answerOf<never>(response, undefined as never);
}

type Request = RequestInit & { signal: AbortSignal };

/**
 * @param path from the page's own address on
 * @param proof what an answer that makes sense has
 */
const ask = async <Answer>(path: string, proof: keyof Answer, request: Request): Promise<Answer> =>
  answerOf(await send(path, request), proof);

async function send(path: string, request: Request): Promise<Response> {
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(PATIENCE)]);
  return fetch(addressOf(path), { ...request, signal }).catch(() => {
    throw new CodedError('api_unreachable');
  });
}

async function answerOf<Answer>(response: Response, proof: keyof Answer): Promise<Answer> {
  const answer = (await response.json().catch(() => null)) as Partial<Answer & Problem> | null;
  if (response.ok && answer?.[proof] !== undefined) return answer as Answer;
  const code = answer?.code;
  if (code === undefined || !(code in ERRORS)) throw new Error(`Unexpected answer, status ${response.status}`);
  const wait = Number(response.headers.get('Retry-After'));
  throw wait > 0 ? new Busy(code, wait) : new CodedError(code);
}
