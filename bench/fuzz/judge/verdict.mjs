import { readAnswers } from './answers.mjs';
import { faultOf } from './promise.mjs';

/**
 * What an exchange broke of what was promised, in words.
 * @param input what was sent: `bytes`, `end`, and `isValid` for a picture that must be answered
 * @param reference as reference.mjs tells
 * @param result as exchange.mjs returns it
 * @returns `{ answers, faults }`
 */
export function verdict(input, { whole, isBroken }, { received, isLate, isOpen, ms }) {
  const { answers, rest, fault } = readAnswers(received, true);
  const about = { ...input, mayBeHead: input.bytes.includes('HEAD ') };
  const faults = answers.map((answer) => faultOf(answer, about)).filter(Boolean);
  if (fault) faults.push(`${fault}: ${JSON.stringify(received.subarray(-rest).latin1Slice(0, 120))}`);
  if (input.end === 'wait') {
    if (isLate) faults.push(`${answers.length} of ${whole} answered after ${Math.round(ms)} ms`);
    else if (!isBroken && !fault) faults.push(...countFaults(answers, whole, rest));
  }
  if (isOpen) faults.push('the connection is left open that the client has ended');
  return { answers, faults };
}

/** Where all that was sent can be read, everything gets one answer; but for one that ends the connection, as refusals may. */
function countFaults(answers, whole, rest) {
  const last = answers.at(-1);
  const ends = last && (last.status >= 400 || last.headers.connection === 'close');
  if (answers.length < whole && !ends) {
    return [
      `${answers.length} of ${whole} answered, and the connection closed${rest > 0 ? ' in the middle of an answer' : ''}`,
    ];
  }
  // What is not whole may be refused before it is; so may the request whose head nobody may send.
  return answers.length > whole + 1 ? [`${answers.length} answers to ${whole} requests`] : [];
}
