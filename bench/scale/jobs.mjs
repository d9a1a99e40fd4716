import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '../../scripts/failure.mjs';
import { words } from '../../scripts/language.mjs';
import { step } from '../../scripts/terminal.mjs';

/** Clients that submit at a time: as fast as the service takes them. */
const CLIENTS = 64;
/** Milliseconds between two looks at the last jobs, and until ones that do not finish are given up. */
const GLANCE = 500;
const PATIENCE = 600_000;
/** Jobs that are looked at: the last ones, and as many from everywhere. */
const SOME = 16;

/** Submits jobs through the service's own door. @returns what the load says, with the ids as `kept` */
export const submit = ({ urls }, { load, submit: requestsIn }, amount) =>
  load.run({ requestsIn, urls, concurrency: CLIENTS, amount, keep: 'id' });

/** Submits jobs and waits until they are finished. @throws Failure when one did not succeed */
export async function fill(running, tools, amount) {
  const title = words(`${amount} trabajos de verdad`, `${amount} real jobs`);
  await step(title, async () => {
    const { kept, errors } = await submit(running, tools, amount);
    if (errors > 0) throw new Failure(`${title}: ${errors} ✗`);
    await finished(running, kept, tools.place.signal);
  });
}

/** Waits until jobs that were submitted in that order are finished. @throws Failure when one did not succeed */
export async function finished({ urls: [url] }, ids, signal) {
  const since = Date.now();
  while (
    (await statesOf(url, ids.slice(-SOME), signal)).some((state) => state === 'queued' || state === 'processing')
  ) {
    if (Date.now() - since > PATIENCE) throw new Failure(words('Los trabajos no acaban.', 'The jobs do not finish.'));
    await pause(GLANCE, null, { signal });
  }
  const everywhere = ids.filter((_, i) => i % Math.ceil(ids.length / SOME) === 0);
  const states = await statesOf(url, everywhere, signal);
  if (states.some((state) => state !== 'succeeded')) throw new Failure(`GET /v1/jobs/{id}: ${states}`);
}

const statesOf = (url, ids, signal) =>
  Promise.all(
    ids.map(async (id) => {
      const answer = await fetch(`${url}/v1/jobs/${id}`, { signal });
      const { state } = await answer.json();
      return state ?? answer.status;
    }),
  );
