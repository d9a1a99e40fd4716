import { words } from '../../scripts/language.mjs';
import { figure, table, times } from './table.mjs';

/** More of a core than this used by strangers makes a row doubtful. */
const DOUBTFUL = 0.15;

/** Roles of our own processes, and all of them together, as they stand in the table. */
const ROLES = ['api', 'worker', 'redis', 'sum'];

/** The rows of a service, processor time by role. */
export function serviceTable(rows) {
  const roles = ROLES.filter((role) => rows.some(({ cpu }) => cpu && role in cpu));
  const heads = [
    words('<tipo', '<kind'),
    'c',
    words('pet./s', 'req/s'),
    'p50 ms',
    'p95',
    'p99',
    words('errores', 'errors'),
    ...roles.map((role) => `CPU ms ${role === 'sum' ? words('suma', 'sum') : role}`),
    'RSS MB',
    'PSS MB',
    words('órdenes Redis/imagen', 'Redis commands/picture'),
    words('/lote', '/bundle'),
    words('imágenes/lote', 'pictures/bundle'),
    words('ajenos', 'strangers'),
  ];
  const cells = (row) => [
    row.kind,
    String(row.concurrency),
    ...[row.perSecond, row.p50, row.p95, row.p99].map(figure),
    errors(row),
    ...roles.map((role) => figure(row.cpu?.[role])),
    ...[row.rss, row.pss, row.redis?.perPicture, row.redis?.perBundle, row.redis?.picturesPerBundle].map(figure),
    strangers(row),
  ];
  return table(heads, rows.map(cells));
}

/** Every service beside ours; a ratio above 1 is in our favour for requests/s, below 1 for time. */
export function peerTable(rows, ours) {
  const heads = [
    words('<servicio', '<service'),
    words('<tipo', '<kind'),
    'c',
    words('pet./s', 'req/s'),
    'p50 ms',
    'p99',
    words('errores', 'errors'),
    'CPU ms',
    'RSS MB',
    'PSS MB',
    words('nosotros/él: pet./s', 'ours/it: req/s'),
    'p50',
    'CPU',
    words('ajenos', 'strangers'),
  ];
  const cells = (row) => {
    const own = rows.find(
      ({ service, kind, concurrency }) => service === ours && kind === row.kind && concurrency === row.concurrency,
    );
    const ratio = (read) => (row.service === ours || !own ? '' : times(read(own) / read(row)));
    return [
      row.service,
      row.kind,
      String(row.concurrency),
      ...[row.perSecond, row.p50, row.p99].map(figure),
      errors(row),
      ...[row.cpu?.sum, row.rss, row.pss].map(figure),
      ratio(({ perSecond }) => perSecond),
      ratio(({ p50 }) => p50),
      ratio(({ cpu }) => cpu?.sum),
      strangers(row),
    ];
  };
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  const order = [...rows].sort(
    (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.concurrency - b.concurrency,
  );
  return table(heads, order.map(cells));
}

/** What each role uses when nothing is asked. */
export function idleLine(service, idle) {
  const percent = (part) => `${(100 * part).toFixed(1)} %`;
  const total = Object.values(idle).reduce((all, part) => all + part, 0);
  const each = Object.entries(idle).map(([role, part]) => `${role} ${percent(part)}`);
  const title = words('CPU en reposo, de un núcleo', 'CPU when idle, of a core');
  return `${service}: ${title}: ${percent(total)} (${each.join(', ')})`;
}

function errors({ errors: count, why }) {
  const reasons = Object.entries(why ?? {}).map(([reason, times]) => `${reason} ×${times}`);
  return count > 0 ? `${count} (${reasons.join(', ')})` : '0';
}

/** Processor time of what has nothing to do with the run; a mark where it is too much. */
const strangers = ({ strangers: cores }) => `${figure(cores)}${cores > DOUBTFUL ? ' (!)' : ''}`;
