import type { BatchResult } from './batch.js';

const COLUMNS = ['index', 'name', 'id', 'state', 'class', 'label', 'confidence', 'score', 'warnings', 'error'] as const;

/** The header row. */
export const CSV_HEADER = rowOf(COLUMNS);

/** One result as a row of CSV (RFC 4180), with the columns of {@link CSV_HEADER}. */
export function toCsvRow({ index, name, id, state, result, error }: BatchResult): string {
  const warnings = result?.warnings.join(' ');
  const { class: chosen, label, confidence, score } = result ?? {};
  return rowOf([index, defused(name), id, state, chosen, defused(label), confidence, score, warnings, error?.code]);
}

/** A spreadsheet would run a text that begins like a formula; an apostrophe makes it one. */
const defused = (text: string | undefined): string | undefined =>
  text !== undefined && /^[\s=+\-@＝＋－＠]/.test(text) ? `'${text}` : text;

function rowOf(cells: readonly (string | number | null | undefined)[]): string {
  return `${cells.map((cell) => quoted(String(cell ?? ''))).join(',')}\r\n`;
}

/** Quoted, too, is what spreadsheets of other countries would part at. */
function quoted(cell: string): string {
  return /[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
