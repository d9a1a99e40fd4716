import { words } from '../../scripts/language.mjs';
import { request } from '../inputs/requests.mjs';
import { onStage } from '../on-stage.mjs';
import { startLince } from '../service/lince.mjs';
import { finished, submit } from './jobs.mjs';

const CLIENTS = 64;
/** Jobs that are submitted before any is measured. */
const WARM = 5_000;
/** Different jobs that are asked for while all wait. */
const POLLED = 1_000;

/**
 * While no worker runs: submits that many jobs, then asks for their states; at last a worker is started and works them
 * off. @returns a row for each of the three
 */
export const waitingJobs = (tools, amount) =>
  onStage(
    tools.place,
    (where) => startLince(where),
    tools.load,
    async (stage, running) => {
      await stage.verify(tools.requests);
      await running.dismiss(running.childOf('worker'));
      const { ids, ...submission } = await submitted(stage, running, tools, amount);
      const polling = await polled(stage, running, tools, ids);
      const drain = await drained(stage, running, tools, ids);
      const many = (es, en) => words(`${amount} en espera: ${es}`, `${amount} waiting: ${en}`);
      return [
        { what: many('aceptar', 'submit'), ...submission },
        { what: many('consultar', 'poll'), ...polling },
        { what: many('vaciar, por imagen', 'drain, per picture'), ...drain },
      ];
    },
  );

async function submitted(stage, running, tools, amount) {
  // The first ones warm the door up, so that few and many are compared in the same state.
  const warm = Math.min(WARM, Math.floor(amount / 2));
  const { kept: first } = await submit(running, tools, warm);
  const { kept: others, ...row } = await stage.watch(() => submit(running, tools, amount - warm));
  return { ids: [...first, ...others], ...row };
}

function polled(stage, { urls }, { load, options }, ids) {
  const some = ids.filter((_, i) => i % Math.ceil(ids.length / POLLED) === 0);
  const requestsIn = load.store(some.map((id) => request('GET', `/v1/jobs/${id}`)));
  return stage.watch(() => load.run({ requestsIn, urls, concurrency: CLIENTS, seconds: options.secs }));
}

async function drained(stage, running, { place }, ids) {
  // It takes the first jobs as it says that it serves: some dozens are worked off before they are measured.
  await running.hire().serves();
  return stage.watchAtOnce(async () => {
    const began = performance.now();
    await finished(running, ids, place.signal);
    return { good: ids.length, errors: 0, seconds: (performance.now() - began) / 1_000 };
  });
}
