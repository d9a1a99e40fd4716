import { words } from '../../scripts/language.mjs';

const WIDTH = 460;
const HEIGHT = 250;
const EDGE = { left: 64, right: 20, top: 46, bottom: 48 };
const LEGEND = 34;
const COLOURS = ['#1b6ca8', '#d1495b', '#edae49', '#3b8f5a', '#7b5ea7'];

/**
 * An SVG of two charts for each kind, side by side: requests/s and processor time per request by concurrency, a line
 * for each service.
 */
export function chart(rows) {
  const kinds = [...new Set(rows.filter(({ good }) => good > 0).map(({ kind }) => kind))];
  const services = [...new Set(rows.map(({ service }) => service))];
  const measures = [
    {
      title: words('peticiones por segundo', 'requests per second'),
      ofBatch: words('imágenes por segundo', 'pictures per second'),
      read: (row) => row.perSecond,
    },
    {
      title: words('ms de CPU por petición', 'CPU ms per request'),
      ofBatch: words('ms de CPU por imagen', 'CPU ms per picture'),
      read: (row) => row.cpu?.sum,
    },
  ];
  const panels = kinds.flatMap((kind, down) =>
    measures.map((measure, across) => {
      const lines = services.map((service, i) => ({
        colour: colourOf(i),
        points: points(rows, service, kind, measure),
      }));
      const panel = drawPanel(`${kind}: ${kind === 'batch' ? measure.ofBatch : measure.title}`, lines);
      return `<g transform="translate(${across * WIDTH} ${LEGEND + down * HEIGHT})">${panel}</g>`;
    }),
  );
  const size = [WIDTH * measures.length, LEGEND + HEIGHT * kinds.length];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.join(' ')}" width="${size[0]}" height="${size[1]}"`,
    ' font-family="system-ui, sans-serif" font-size="12" fill="#333">',
    `<rect width="100%" height="100%" fill="#fff"/>${legend(services)}${panels.join('')}</svg>\n`,
  ].join('');
}

const colourOf = (i) => COLOURS[i % COLOURS.length];

const points = (rows, service, kind, { read }) =>
  rows
    .filter((row) => row.service === service && row.kind === kind && row.good > 0 && Number.isFinite(read(row)))
    .map((row) => ({ x: row.concurrency, y: read(row) }))
    .sort((a, b) => a.x - b.x);

function drawPanel(title, lines) {
  const all = lines.flatMap((line) => line.points);
  const xs = [...new Set(all.map(({ x }) => x))].sort((a, b) => a - b);
  const steps = niceSteps(Math.max(0, ...all.map(({ y }) => y)));
  const bottom = HEIGHT - EDGE.bottom;
  // Concurrencies are as far from each other as their logarithms.
  const [least, most] = [Math.log(xs[0] ?? 1), Math.log(xs.at(-1) ?? 1)];
  const across = (x) =>
    EDGE.left + (WIDTH - EDGE.left - EDGE.right) * (most > least ? (Math.log(x) - least) / (most - least) : 0.5);
  const up = (y) => bottom - ((bottom - EDGE.top) * y) / steps.at(-1);
  const grid = steps.map(
    (y) =>
      `<path d="M${EDGE.left} ${up(y)}H${WIDTH - EDGE.right}" stroke="${y ? '#e4e4e4' : '#888'}"/>` +
      text(EDGE.left - 8, up(y) + 4, String(y), 'end'),
  );
  const ticks = xs.map((x) => text(across(x), bottom + 18, String(x), 'middle'));
  const axis = text(
    (EDGE.left + WIDTH - EDGE.right) / 2,
    bottom + 36,
    words('peticiones a la vez', 'requests at a time'),
    'middle',
  );
  const drawn = lines.map(({ colour, points: line }) => {
    const path = line.map(({ x, y }, i) => `${i ? 'L' : 'M'}${across(x).toFixed(1)} ${up(y).toFixed(1)}`).join('');
    const dots = line.map(
      ({ x, y }) => `<circle cx="${across(x).toFixed(1)}" cy="${up(y).toFixed(1)}" r="3.5" fill="${colour}"/>`,
    );
    return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="2"/>${dots.join('')}`;
  });
  return [text(EDGE.left, EDGE.top - 16, title, 'start', 'bold'), ...grid, ...ticks, axis, ...drawn].join('');
}

/** From nought in five steps or so, all of them 1, 2 or 5 times a power of ten, to at least the largest value. */
export function niceSteps(largest) {
  const rough = (largest || 1) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((nice) => nice * power >= rough * 0.999) * power;
  const count = Math.ceil((largest || 1) / step - 1e-9);
  return Array.from({ length: count + 1 }, (_, i) => Number((i * step).toPrecision(6)));
}

function legend(services) {
  let x = EDGE.left;
  return services
    .map((service, i) => {
      const at = x;
      x += 34 + 7 * service.length;
      return `<rect x="${at}" y="14" width="14" height="14" rx="3" fill="${colourOf(i)}"/>${text(at + 20, 26, service)}`;
    })
    .join('');
}

const text = (x, y, words, anchor = 'start', weight = 'normal') =>
  `<text x="${Math.round(x)}" y="${Math.round(y)}" text-anchor="${anchor}" font-weight="${weight}">${escape(words)}</text>`;

const escape = (words) => words.replace(/&/g, '&amp;').replace(/</g, '&lt;');
