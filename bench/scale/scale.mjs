import { words } from '../../scripts/language.mjs';
import { say } from '../../scripts/terminal.mjs';
import { Pictures } from '../inputs/kinds.mjs';
import { Load } from '../load/load.mjs';
import { figure, table, times } from '../report/table.mjs';
import { CASES } from './cases.mjs';

/**
 * Measures each case of scale, and before it the base that it is compared with, in the same way on a fresh service.
 * @returns `scale`: the rows
 */
export async function scale(place, options) {
  const load = new Load(place.folder, place.signal);
  const rows = [];
  try {
    const requests = await new Pictures().requests('png');
    const jobs = await new Pictures().requests('png', '/v1/jobs');
    const tools = { place, options, load, requests, predict: load.store(requests), submit: load.store(jobs) };
    for (const name of options.cases) {
      const { base, loaded } = CASES[name](options);
      const before = await base(tools);
      const after = await loaded(tools);
      after.forEach((row, i) => {
        rows.push({ case: name, ...before[i], ratio: null }, { case: name, ...row, ratio: ratioOf(row, before[i]) });
        say(`${name}: ${row.what}: CPU ${times(rows.at(-1).ratio)}`);
      });
    }
  } finally {
    load.stop();
  }
  say(`\n${scaleTable(rows)}`);
  return { scale: rows };
}

const ratioOf = (row, base) => (row.cpu && base.cpu ? row.cpu.sum / base.cpu.sum : null);

function scaleTable(rows) {
  const roles = ['api', 'worker', 'redis', 'sum'];
  const heads = [
    words('<caso', '<case'),
    words('<qué', '<what'),
    words('por s', 'per s'),
    'p50 ms',
    'p99',
    words('errores', 'errors'),
    ...roles.map((role) => `CPU ms ${role === 'sum' ? words('suma', 'sum') : role}`),
    'RSS MB',
    words('CPU/base', 'CPU/base'),
  ];
  const cells = (row) => [
    row.case,
    row.what,
    ...[row.perSecond, row.p50, row.p99].map(figure),
    String(row.errors),
    ...roles.map((role) => figure(row.cpu?.[role])),
    figure(row.rss),
    row.ratio === null ? '' : times(row.ratio),
  ];
  return table(heads, rows.map(cells));
}
