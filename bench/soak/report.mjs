import { words } from '../../scripts/language.mjs';
import { figure, table } from '../report/table.mjs';

const MIB = 2 ** 20;

/** What must be nothing, in the order in which it is told. */
export const SINS = ['lost', 'doubled', 'swapped', 'wrong answer', 'unheard', 'unanswered', 'process', 'left behind'];

/** The ledger as a table for people. */
export function ledgerTable(ledger) {
  const rows = [];
  const section = (title, counts) => {
    const entries = Object.entries(counts.toJSON());
    rows.push([title, String(counts.total)], ...entries.map(([name, count]) => [`  ${name}`, String(count)]));
  };
  section(words('aceptado', 'accepted'), ledger.accepted);
  const done = Object.entries(ledger.done.toJSON());
  rows.push([words('qué fue de ello, y qué se hizo', 'what became of it, and what was done'), '']);
  rows.push(...done.map(([name, count]) => [`  ${name}`, String(count)]));
  section(words('rechazado', 'refused'), ledger.refused);
  section(words('sin conexión (el cliente no sabe)', 'not connected (the client does not know)'), ledger.unconnected);
  for (const sin of SINS) rows.push([`${sin} (must be 0)`, String(ledger.sins.of(sin))]);
  return table([words('<libro', '<ledger'), words('cuántos', 'how many')], rows);
}

/** Memory, or open files, of each process over time; a `*` where it is another process than before. */
export function vitalsTable(samples, title, read) {
  const heads = [`<${title}`, ...samples.map(({ seconds }) => `${Math.round(seconds)} s`)];
  const rows = samples[0].posts.map(({ name }, nth) => [
    name,
    ...samples.map(({ posts }, at) => {
      const isAnother = at > 0 && samples[at - 1].posts[nth].starts !== posts[nth].starts;
      return `${isAnother ? '*' : ''}${figure(read(posts[nth]))}`;
    }),
  ]);
  return table(heads, rows);
}

export const memoryTable = (samples) => vitalsTable(samples, 'RSS, MB', ({ rss }) => Math.round(rss / MIB));

export const filesTable = (samples) =>
  vitalsTable(samples, words('archivos abiertos', 'open files'), ({ files }) => files);

/** What is left in Redis, before and after. */
export function redisTable(before, after) {
  const kinds = Object.keys({ ...before.kinds.toJSON(), ...after.kinds.toJSON() }).sort();
  const rows = [
    ...kinds.map((kind) => [kind, String(before.kinds.of(kind)), String(after.kinds.of(kind))]),
    [words('memoria, MB', 'memory, MB'), figure(before.memory), figure(after.memory)],
    [words('clientes', 'clients'), String(before.clients), String(after.clients)],
    [words('canales', 'channels'), String(before.channels.length), String(after.channels.length)],
  ];
  return table(['<Redis', words('antes', 'before'), words('después', 'after')], rows);
}
