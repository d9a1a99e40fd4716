import { words } from '../../scripts/language.mjs';
import { say } from '../../scripts/terminal.mjs';
import { Pictures } from '../inputs/kinds.mjs';
import { Load } from '../load/load.mjs';
import { onStage } from '../on-stage.mjs';
import { figure, table, times } from '../report/table.mjs';
import { startLince } from '../service/lince.mjs';

/** Clients that are enough to have all the service can give. */
const CLIENTS = { png: 64, jpg: 16, large: 8 };
/** How many times as much is offered. */
const TIMES = 10;

/**
 * What a service gives when ten times as much is asked of it as it can: its best, then that much, then its best again;
 * once by ten times as many clients, each of which waits for its answer, and once at ten times the rate, which nobody
 * waits for.
 * @param options.kinds of pictures; `secs` of the overload; `warm`
 * @returns `overload`: the rows
 */
export async function overload(place, options) {
  const load = new Load(place.folder, place.signal);
  const rows = [];
  try {
    for (const kind of options.kinds.filter((each) => CLIENTS[each])) {
      const requestsIn = load.store(await new Pictures().requests(kind));
      const work = (stage) =>
        measure(stage, { kind, requestsIn, ...options }, (row) => say(progress(rows[rows.push(row) - 1])));
      await onStage(place, (there) => startLince(there, options), load, work);
    }
  } finally {
    load.stop();
  }
  say(`\n${tableOf(rows)}`);
  return { overload: rows };
}

async function measure(stage, { kind, requestsIn, secs, warm }, onRow) {
  const concurrency = CLIENTS[kind];
  const closed = (clients, seconds, warmUp = 0) =>
    stage.measure({ kind, requestsIn, concurrency: clients, seconds, warm: warmUp });
  const usual = Math.min(10, secs);
  const best = await closed(concurrency, usual, warm);
  const told = (what, row) => onRow({ what, ...row, share: row.perSecond / best.perSecond });
  told(words('lo mejor', 'its best'), best);
  told(words(`${TIMES}× clientes`, `${TIMES}× clients`), await closed(TIMES * concurrency, secs));
  told(words('después', 'afterwards'), await closed(concurrency, usual));
  const rate = Math.round(TIMES * best.perSecond);
  const flood = { load: 'openLoop', kind, requestsIn, concurrency: 0, rate, seconds: secs };
  told(words(`${TIMES}× ritmo (${rate}/s)`, `${TIMES}× rate (${rate}/s)`), await stage.measure(flood));
  told(words('después', 'afterwards'), await closed(concurrency, usual));
}

const progress = ({ kind, what, perSecond, p50, p99, why, share }) =>
  `${kind} ${what}: ${figure(perSecond)}/s (${times(share)}), p50 ${figure(p50)} ms, p99 ${figure(p99)} ms ${JSON.stringify(why)}`;

function tableOf(rows) {
  const heads = [
    words('<imágenes', '<pictures'),
    words('<qué', '<what'),
    words('por s', 'per s'),
    words('de lo mejor', 'of its best'),
    'p50 ms',
    'p99',
    words('<rechazadas', '<refused'),
    words('sin enviar', 'unsent'),
    'RSS MB',
  ];
  const cells = (row) => [
    row.kind,
    row.what,
    figure(row.perSecond),
    times(row.share),
    figure(row.p50),
    figure(row.p99),
    Object.entries(row.why)
      .map(([reason, count]) => `${reason}: ${count}`)
      .join(', '),
    String(row.unsent ?? 0),
    figure(row.rss),
  ];
  return table(heads, rows.map(cells));
}
