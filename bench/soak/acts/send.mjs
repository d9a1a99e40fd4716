import { request, upload } from '../../inputs/requests.mjs';

/** Sends a picture to be done later. @returns its job, or null when it was not accepted */
export async function submit({ caller, ledger }, picture) {
  const answer = await caller.send(upload('/v1/jobs', picture), 'POST /v1/jobs');
  if (answer?.status !== 202) return turnedAway(ledger, answer, picture);
  const job = ledger.accept(answer.json.id, 'jobs', picture);
  ledger.hear(job, answer.json, '202', answer.asked);
  return job;
}

/**
 * Sends a picture and waits for the answer.
 * @param wait seconds after which a 202 will do
 * @returns its job, where it got an id
 */
export async function predict({ caller, ledger }, picture, wait) {
  const { type, bytes } = picture;
  const message = wait
    ? request('POST', '/predict', { 'Content-Type': type, Prefer: `wait=${wait}` }, bytes)
    : upload('/predict', picture);
  const answer = await caller.send(message, 'POST /predict');
  if (answer?.status === 504) {
    ledger.refused.add('504 prediction_timeout');
    const [, id] = /\r\nlocation: *\/v1\/jobs\/(\S+)/i.exec(answer.head) ?? [];
    return id ? ledger.accept(id, 'predict', picture) : null;
  }
  if (answer?.status !== 200 && answer?.status !== 202) return turnedAway(ledger, answer, picture);
  const job = ledger.accept(answer.json.id, 'predict', picture);
  const snapshot = answer.status === 202 ? answer.json : { state: 'succeeded', result: answer.json };
  ledger.hear(job, snapshot, `predict ${answer.status}`, answer.asked);
  return job;
}

/** Books a request that was refused; whether that was deserved is the picture's to say. @returns null */
export function turnedAway(ledger, answer, { name, fails, status } = {}) {
  if (!answer) return null;
  const code = answer.json?.code ?? 'no code';
  const deserved = code === fails && answer.status === status;
  ledger.refused.add(deserved ? `bad picture: ${answer.status} ${code}` : `${answer.status} ${code}`);
  // There is no room for more now, or the service is away: whoever hears it comes back later.
  const isHonest = answer.status >= 500 || answer.status === 429;
  if (!deserved && !isHonest) ledger.sin('wrong answer', `${name ?? 'request'}: ${answer.status} ${code}`);
  return null;
}
