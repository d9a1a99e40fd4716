import { words } from '../../scripts/language.mjs';
import { table } from '../report/table.mjs';

const MOST = 20;
const IDLE = '(idle)';

/** A process's self time in words: where it is spent by package, and the functions that take most of it. */
export function summary(role, { total, functions, origins }, answers) {
  const idle = origins.find(({ name }) => name === IDLE)?.ms ?? 0;
  const busy = total - idle;
  const share = (ms) => `${((100 * ms) / (busy || 1)).toFixed(1)} %`;
  const rows = (items) =>
    items.map(({ name, ms }) => [name, ms.toFixed(0), share(ms), (ms / (answers || 1)).toFixed(3)]);
  const working = ({ name }) => name !== IDLE;
  const heads = ['ms', words('de lo ocupado', 'of what is busy'), words('ms por petición', 'ms per request')];
  const part = ((100 * busy) / (total || 1)).toFixed(0);
  return [
    `## ${role}: ${words(`ocupado el ${part} % de ${total.toFixed(0)} ms`, `busy ${part} % of ${total.toFixed(0)} ms`)}`,
    table([words('<de quién', '<whose'), ...heads], rows(origins.filter(working))),
    table([words('<función', '<function'), ...heads], rows(functions.filter(working).slice(0, MOST))),
  ].join('\n\n');
}
