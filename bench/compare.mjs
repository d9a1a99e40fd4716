import { Failure } from '../scripts/failure.mjs';
import { say } from '../scripts/terminal.mjs';
import { Pictures } from './inputs/kinds.mjs';
import { Load } from './load/load.mjs';
import { sensible } from './measure/stage.mjs';
import { onStage } from './on-stage.mjs';
import { figure } from './report/table.mjs';

/** The door of a kind. */
const doorOf = (kind) => (kind === 'batch' ? '/v1/batches' : '/predict');

/**
 * Measures services turn about, each started fresh for each round: A B C, A B C.
 * @param services `{ name, start }`, as services.mjs gives them
 * @returns `rows`, one for each measurement, `idle`, and `failures`: a service that breaks does not end the others' run
 */
export async function compare(place, services, options) {
  const load = new Load(place.folder, place.signal);
  const rows = [];
  const idle = [];
  const failures = [];
  try {
    const kinds = await prepare(options.kinds, load);
    for (let round = 1; round <= options.rounds; round++) {
      for (const { name, start } of services) {
        const about = { service: name, round };
        const work = async (stage) => {
          await measureKinds(
            stage,
            kinds,
            options,
            (row) => rows.push({ ...about, ...row }) && say(progress(rows.at(-1))),
          );
          if (options.idle > 0) idle.push({ ...about, kind: 'idle', cores: await stage.idle(options.idle) });
        };
        await onStage(place, start, load, work).catch((error) => {
          place.signal.throwIfAborted();
          failures.push({ ...about, error: error.message });
          say(`${name}: ${error instanceof Failure ? error.message : error.stack}`);
        });
      }
    }
  } finally {
    load.stop();
  }
  return { rows, idle, failures };
}

async function measureKinds(stage, kinds, { conc, secs, warm }, onRow) {
  for (const { kind, requestsIn, some } of kinds) {
    if (kind !== 'batch') await stage.verify(some);
    for (const concurrency of conc.filter((many) => sensible(kind, many))) {
      onRow(await stage.measure({ kind, requestsIn, concurrency, seconds: secs, warm }));
    }
  }
}

async function prepare(kinds, load) {
  const pictures = new Pictures();
  const prepared = [];
  for (const kind of kinds) {
    const requests = await pictures.requests(kind, doorOf(kind));
    prepared.push({ kind, requestsIn: load.store(requests), some: requests.slice(0, 20) });
  }
  return prepared;
}

/** One line as soon as something is known; the tables come at the end. */
const progress = ({ round, service, kind, concurrency, perSecond, p50, p99, cpu, errors }) =>
  `${round} ${service} ${kind} c=${concurrency}: ${figure(perSecond)}/s, p50 ${figure(p50)} ms, p99 ${figure(p99)} ms, ` +
  `CPU ${figure(cpu?.sum)} ms, ${errors} ✗`;
