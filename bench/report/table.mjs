/**
 * A table for a terminal, which is Markdown, too.
 * @param heads the columns' names; one that begins with `<` is set flush left
 * @param rows lists of texts
 */
export function table(heads, rows) {
  const names = heads.map((head) => head.replace(/^</, ''));
  const width = names.map((name, i) => Math.max(3, name.length, ...rows.map((row) => row[i].length)));
  const pad = (text, i) => (heads[i].startsWith('<') ? text.padEnd(width[i]) : text.padStart(width[i]));
  const line = (cells) => `| ${cells.map(pad).join(' | ')} |`;
  const rule = heads.map((head, i) => (head.startsWith('<') ? '-'.repeat(width[i]) : `${'-'.repeat(width[i] - 1)}:`));
  return [line(names), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

/** A number for people: about three digits that count; a dash where there is none. */
export function figure(value) {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  const size = Math.abs(value);
  return value.toFixed(size >= 100 || value === 0 ? 0 : size >= 10 ? 1 : 2);
}

/** A ratio for people. */
export const times = (value) => (Number.isFinite(value) ? `${value.toFixed(2)}×` : '–');
