import { request } from '../../inputs/requests.mjs';
import { turnedAway } from './send.mjs';

/**
 * Cancels a job or batch, or erases it if it has ended.
 * @param thing as follow.mjs has it
 */
export async function remove({ caller, ledger }, { path, promised, kind, hear }) {
  const answer = await caller.send(request('DELETE', path), `DELETE ${kind}`);
  // Whoever was not told whether it is gone must take it either way.
  if (!answer || answer.status >= 500) promised.mayBeGone = true;
  else if (answer.status === 200) hear(answer.json, 'DELETE', answer.asked);
  else if (answer.status === 204) promised.eraseAt(ledger.now);
  else if (answer.status === 404) ledger.hearOfNone(promised, 'DELETE');
  if (answer?.status === 204) ledger.done.add(`erased: ${kind}`);
  if (answer?.status === 409) ledger.refused.add(`409 ${answer.json.code}`);
  else if (answer?.status >= 500) turnedAway(ledger, answer);
}
