import { blankCanvas, type Canvas, type Point } from '../canvas.js';
import { drawPath } from '../pen.js';
import { fillPolygon } from '../polygon.js';
import { around, type Random } from '../random.js';
import { randomTexture } from './texture.js';

/** Half an outline, from the top of the middle line down its right side; -1 to 1 across, 0 to 1 down. */
type Half = Point[];

const SIDE = 30;

/** The silhouette of a garment, shoe or bag with random measures, filled as cloth or leather is. */
export function clothing(random: Random): Canvas {
  const canvas = blankCanvas(SIDE);
  const kind = random();
  if (kind < 0.4) top(canvas, random);
  else if (kind < 0.55) trousers(canvas, random);
  else if (kind < 0.7) dress(canvas, random);
  else if (kind < 0.88) shoe(canvas, random);
  else bag(canvas, random);
  return canvas;
}

/** A shirt, pullover or coat: sleeves short or long, hanging or spread, sometimes open in front. */
function top(canvas: Canvas, random: Random): void {
  const shoulder = 0.45 + 0.2 * random();
  const [waist, neck] = [shoulder * (0.6 + 0.35 * random()), 0.12 + 0.15 * random()];
  const [sleeve, spread] = [0.3 + 0.7 * random(), 0.15 + 0.35 * random()];
  const cuff = 0.1 + 0.12 * random();
  const armpit = 0.22 + 0.12 * random();
  const hand = Math.max(armpit + 0.04, sleeve);
  const half: Half = [
    [0, 0.04 + 0.1 * random()],
    [neck, 0],
    [shoulder, 0.06],
    [shoulder + spread, hand],
    [shoulder + spread - 2 * cuff, hand + 0.03],
    [waist, armpit],
    [waist * (0.85 + 0.3 * random()), 1],
    [0, 1],
  ];
  fillMirrored(canvas, half, random);
  if (random() < 0.35) seam(canvas, random);
}

function trousers(canvas: Canvas, random: Random): void {
  const [hip, hem] = [0.3 + 0.15 * random(), 0.14 + 0.14 * random()];
  const gap = 0.02 + 0.14 * random();
  const crotch = 0.25 + 0.2 * random();
  const half: Half = [
    [0, 0],
    [hip * 0.9, 0],
    [hip, crotch],
    [gap + 2 * hem, 1],
    [gap, 1],
    [0.02, crotch],
  ];
  fillMirrored(canvas, half, random);
}

function dress(canvas: Canvas, random: Random): void {
  const bust = 0.28 + 0.12 * random();
  const half: Half = [
    [0, 0.05 + 0.1 * random()],
    [bust * 0.7, 0],
    [bust, 0.2],
    [bust * (0.7 + 0.3 * random()), 0.4],
    [bust + 0.3 * random(), 1],
    [0, 1],
  ];
  fillMirrored(canvas, half, random);
}

/** From the side: a sole, low or on a heel, and a shaft from none to knee-high. */
function shoe(canvas: Canvas, random: Random): void {
  const shaft = random() < 0.5 ? 0.3 * random() : 0.4 + 0.5 * random();
  const heel = random() < 0.4 ? 0.1 + 0.25 * random() : 0.02;
  const [ankle, toe] = [0.35 + 0.2 * random(), 0.12 + 0.12 * random()];
  const high = Math.max(0.45 - shaft, 0);
  const outline: Point[] = [
    [-0.9, 0.5 * high + 0.02],
    [-0.9 + ankle, high],
    [-0.9 + ankle * 1.2, 0.9 - heel - 2 * toe],
    [0.6, 0.95 - 1.5 * toe],
    [0.9, 0.97 - toe / 2],
    [0.85, 1],
    [0.1, 1],
    [-0.4, 1 - heel],
    [-0.6, 1 - heel],
    [-0.65, 1],
    [-0.88, 1],
  ];
  const flip = random() < 0.5 ? 1 : -1;
  fillPolygon(canvas, placed(outline.map(([x, y]) => [flip * x, y * (0.7 + shaft / 3)])), randomTexture(random));
}

function bag(canvas: Canvas, random: Random): void {
  const [wide, flare, top] = [0.5 + 0.4 * random(), around(0.15, random), 0.3 + 0.2 * random()];
  const rise = top * (0.3 + 0.7 * random());
  const handle = wide * (0.3 + 0.5 * random());
  const path = Array.from({ length: 9 }, (_, step): Point => {
    const angle = (Math.PI * step) / 8;
    return [-Math.cos(angle) * handle, top - Math.sin(angle) * rise];
  });
  drawPath(canvas, placed(path), 0.5 + 0.8 * random(), 0.5 + 0.5 * random());
  const half: Half = [
    [0, top],
    [wide, top],
    [wide + flare, 0.95],
    [0, 0.95],
  ];
  fillMirrored(canvas, half, random);
  if (random() < 0.4) drawPath(canvas, placed(half.slice(0, 2).map(([x, y]) => [2 * x - wide, y + 0.2])), 0.6);
}

/** The half and its mirror image, with the small differences that real ones have. */
function fillMirrored(canvas: Canvas, half: Half, random: Random): void {
  const mirrored = half.map(([x, y]): Point => [-x + around(0.03, random), y + around(0.02, random)]).reverse();
  fillPolygon(canvas, placed([...half, ...mirrored]), randomTexture(random));
}

/** A seam or an opening down the middle. */
function seam(canvas: Canvas, random: Random): void {
  for (let row = 5; row < SIDE - 3; row++) canvas.ink[row * SIDE + SIDE / 2]! *= 0.5 * random();
}

/** From -1 to 1 across and 0 to 1 down to pixels, a small margin around. */
function placed(points: readonly Point[]): Point[] {
  const room = SIDE - 5;
  return points.map(([x, y]) => [(SIDE - 1) / 2 + (x * room) / 2, 2 + y * room]);
}
