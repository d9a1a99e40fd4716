import { message, toBytes } from './requests/message.mjs';

/** Seconds that the end of what was taken is waited for. */
const WAIT = 20;

/** What to ask for where something was taken for later: its end, with what became of each picture. */
export function followUps(answers) {
  return answers
    .filter(({ status }) => status === 202)
    .map(({ headers }) => headers.location)
    .filter((location) => /^\/v1\/(jobs|batches)\/[\w.-]+$/.test(location ?? ''))
    .map((location) => ({
      kind: 'follow-up',
      ...{ cuts: [], end: 'wait' },
      bytes: Buffer.concat([
        toBytes(message('GET', `${location}?wait=${WAIT}`)),
        ...(location.startsWith('/v1/batches/') ? [toBytes(message('GET', `${location}/results`))] : []),
      ]),
    }));
}
