import { exchange } from './exchange.mjs';
import { followUps } from './follow.mjs';
import { verdict } from './judge/verdict.mjs';
import { wholeRequests } from './reference.mjs';

/**
 * Sends an input, waits for what becomes of it, and judges that.
 * @param patience milliseconds until an answer is too late
 * @returns `{ answers, faults }`
 */
export async function attempt(url, input, patience) {
  const found = await judged(url, input, patience);
  for (const followUp of followUps(found.answers)) {
    // It asks for twice what it waits for, at most.
    const { answers, faults } = await judged(url, followUp, 2 * patience);
    found.faults.push(...faults);
    found.answers.push(...answers);
  }
  return found;
}

async function judged(url, input, patience) {
  const reference = await wholeRequests(input.bytes);
  // What cannot be read to its end may be answered at any time, or not at all.
  const expected = reference.isBroken ? 0 : reference.whole;
  return verdict(input, reference, await exchange(url, input, expected, patience));
}
