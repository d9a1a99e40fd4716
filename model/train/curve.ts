import type { Epoch } from './checkpoint.js';

const [WIDTH, HEIGHT, MARGIN] = [640, 300, 50];

/** A run drawn as SVG: training loss and validation error, epoch by epoch, on one logarithmic scale. */
export function trainingCurve(epochs: readonly Epoch[]): string {
  const losses = epochs.map(({ loss }) => loss);
  const errors = epochs.map(({ accuracy }) => Math.max(1 - accuracy, 1e-4));
  const values = [...losses, ...errors].map(Math.log10);
  const [bottom, top] = [Math.floor(Math.min(...values)), Math.ceil(Math.max(...values))];
  const x = (index: number) => MARGIN + (index / Math.max(1, epochs.length - 1)) * (WIDTH - 2 * MARGIN);
  const y = (log: number) => HEIGHT - MARGIN - ((log - bottom) / (top - bottom || 1)) * (HEIGHT - 2 * MARGIN);
  const line = (series: number[], colour: string) =>
    `<polyline fill="none" stroke="${colour}" stroke-width="2" points="` +
    `${series.map((value, index) => `${x(index).toFixed(1)},${y(Math.log10(value)).toFixed(1)}`).join(' ')}"/>`;
  const grid = Array.from({ length: top - bottom + 1 }, (_, step) => bottom + step).map(
    (log) =>
      `<path stroke="#ccc" d="M${MARGIN} ${y(log)}H${WIDTH - MARGIN}"/>` +
      `<text x="${MARGIN - 6}" y="${y(log) + 4}" text-anchor="end">${10 ** log}</text>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>`,
    ...grid,
    line(losses, '#1f6feb'),
    line(errors, '#d1242f'),
    `<text x="${MARGIN}" y="20" fill="#1f6feb">training loss (augmented)</text>`,
    `<text x="${WIDTH / 2}" y="20" fill="#d1242f">validation error (share read wrongly)</text>`,
    `<text x="${WIDTH / 2}" y="${HEIGHT - 12}" text-anchor="middle">epochs: 1 to ${epochs.length}</text>`,
    '</svg>\n',
  ].join('\n');
}
