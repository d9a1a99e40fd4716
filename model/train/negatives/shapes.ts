import { blankCanvas, type Canvas, type Point } from '../canvas.js';
import { drawLine, drawPath } from '../pen.js';
import { fillPolygon } from '../polygon.js';
import { around, type Random } from '../random.js';
import { randomTexture } from './texture.js';

const SIDE = 30;
const MIDDLE = (SIDE - 1) / 2;

/** A blob: a filled outline whose radius swings, soft or jagged. */
export function blob(random: Random): Canvas {
  const canvas = blankCanvas(SIDE);
  const corners = 3 + Math.floor(9 * random());
  const wide = 0.6 + 0.6 * random();
  const outline = ringOf(corners, (angle) => {
    const radius = 5 + 7 * random();
    return [MIDDLE + wide * radius * Math.cos(angle), MIDDLE + radius * Math.sin(angle)];
  });
  fillPolygon(canvas, outline, randomTexture(random));
  return canvas;
}

/** A star, filled or drawn as one line. */
export function star(random: Random): Canvas {
  const canvas = blankCanvas(SIDE);
  const points = 4 + Math.floor(4 * random());
  const inner = 0.3 + 0.35 * random();
  const turn = random();
  const outline = ringOf(2 * points, (angle, index) => {
    const radius = index % 2 === 0 ? 12 : 12 * inner;
    return [MIDDLE + radius * Math.cos(angle + turn), MIDDLE + radius * Math.sin(angle + turn)];
  });
  if (random() < 0.5) fillPolygon(canvas, outline, randomTexture(random));
  else drawPath(canvas, [...outline, outline[0]!], 0.5 + random());
  return canvas;
}

/** Lines across and down, as of a table or a window. */
export function grid(random: Random): Canvas {
  const canvas = blankCanvas(SIDE);
  const radius = 0.5 + random();
  const [low, high] = [3, SIDE - 4];
  const [columns, rows] = [2 + Math.floor(3 * random()), 2 + Math.floor(3 * random())];
  const placeOf = (line: number, lines: number) => low + (line * (high - low)) / lines;
  for (let line = 0; line <= columns; line++) {
    const x = placeOf(line, columns);
    drawLine(canvas, [x, low], [x, high], radius);
  }
  for (let line = 0; line <= rows; line++) {
    const y = placeOf(line, rows);
    drawLine(canvas, [low, y], [high, y], radius);
  }
  return canvas;
}

/** An arrow with a head at one end or at both. */
export function arrow(random: Random): Canvas {
  const canvas = blankCanvas(SIDE);
  const angle = 2 * Math.PI * random();
  const at = (along: number, aside: number): Point => [
    MIDDLE + Math.cos(angle) * along - Math.sin(angle) * aside,
    MIDDLE + Math.sin(angle) * along + Math.cos(angle) * aside,
  ];
  const [length, head] = [10 + 2 * random(), 4 + 3 * random()];
  const radius = 0.5 + random();
  drawLine(canvas, at(-length, 0), at(length, 0), radius);
  for (const end of random() < 0.3 ? [1, -1] : [1]) {
    drawPath(canvas, [at(end * (length - head), head), at(end * length, 0), at(end * (length - head), -head)], radius);
  }
  return canvas;
}

/** A face: a ring, eyes, mouth, sometimes a nose. */
export function face(random: Random): Canvas {
  const canvas = blankCanvas(SIDE);
  const radius = 0.5 + 0.5 * random();
  const [wide, high] = [9 + 3 * random(), 10 + 2 * random()];
  const ring = ringOf(16, (angle) => [MIDDLE + wide * Math.cos(angle), MIDDLE + high * Math.sin(angle)]);
  // A bare ring would be a 0.
  const skin = 0.3 + 0.2 * random();
  fillPolygon(canvas, ring, () => skin);
  drawPath(canvas, [...ring, ring[0]!], radius);
  const [apart, eyes, mouth] = [3 + 2 * random(), MIDDLE - 3 + around(1, random), MIDDLE + 5 + around(1, random)];
  for (const x of [MIDDLE - apart, MIDDLE + apart]) drawLine(canvas, [x, eyes], [x, eyes], radius + 0.7 * random());
  const chin: Point = [MIDDLE, mouth + around(3, random)];
  for (const side of [-4, 4]) drawLine(canvas, [MIDDLE + side, mouth], chin, radius);
  if (random() < 0.5) drawLine(canvas, [MIDDLE, MIDDLE - 1], [MIDDLE + around(1.5, random), MIDDLE + 2], radius);
  return canvas;
}

/** A plus sign of two lines that cross well inside. */
export function cross(random: Random): Canvas {
  const canvas = blankCanvas(SIDE);
  const turn = around(0.2, random) + (random() < 0.5 ? Math.PI / 4 : 0);
  const radius = 0.5 + 2.5 * random();
  for (const angle of [turn, turn + Math.PI / 2]) {
    const [x, y] = [11 * Math.cos(angle), 11 * Math.sin(angle)];
    drawLine(canvas, [MIDDLE - x, MIDDLE - y], [MIDDLE + x, MIDDLE + y], radius);
  }
  return canvas;
}

/** What noise, light or cloth fill the whole sheet with. */
export function fabric(random: Random): Canvas {
  const canvas = blankCanvas(28);
  const paint = randomTexture(random);
  const share = random() < 0.5 ? 1 : random();
  canvas.ink.forEach((_, at) => {
    canvas.ink[at] = random() < share ? paint(at % 28, Math.floor(at / 28)) : 0;
  });
  return canvas;
}

/** Points around a middle, one a step of the full turn. */
function ringOf(count: number, place: (angle: number, index: number) => Point): Point[] {
  return Array.from({ length: count }, (_, index) => place((2 * Math.PI * index) / count, index));
}
