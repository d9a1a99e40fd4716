/** A table of Markdown. @param rows cells in Markdown */
export const table = (columns, rows) =>
  [columns, columns.map(() => '---'), ...rows.map((cells) => cells.map(inCell))].map(lineOf).join('\n');

/** Text as it is to be typed. */
export const code = (text) => (text === '' ? '' : `\`${text}\``);

const inCell = (text) => text.replaceAll('|', '\\|');
const lineOf = (cells) => `| ${cells.join(' | ')} |`;
