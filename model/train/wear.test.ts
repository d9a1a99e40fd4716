import { expect, test } from '@jest/globals';
import { blankCanvas } from './canvas.js';
import { drawLine } from './pen.js';
import { seededRandom } from './random.js';
import { breakStrokes, fadeInk, grain, harden, tone } from './wear.js';

function stroke() {
  const canvas = blankCanvas(28);
  drawLine(canvas, [14, 4], [14, 23], 1);
  return canvas;
}

const mass = (canvas: { ink: Float32Array }) => canvas.ink.reduce((sum, value) => sum + value, 0);

test('gaps and fading take ink, but not much', () => {
  const full = mass(stroke());
  const broken = stroke();
  breakStrokes(broken, 1, seededRandom(1));
  expect(mass(broken)).toBeLessThan(full - 1);
  expect(mass(broken)).toBeGreaterThan(full / 2);
  const faded = stroke();
  fadeInk(faded, seededRandom(1));
  expect(mass(faded)).toBeLessThan(0.95 * full);
  expect(mass(faded)).toBeGreaterThan(0.4 * full);
  expect(faded.ink[0]).toBe(0);
});

test('hardened strokes have no grey, toned ones keep paper and full ink', () => {
  const hard = stroke();
  harden(hard, 0.4);
  expect(new Set(hard.ink)).toEqual(new Set([0, 1]));
  expect(mass(hard)).toBeGreaterThan(mass(stroke()));
  const toned = stroke();
  tone(toned, 2);
  expect(new Set(toned.ink)).toEqual(new Set([...stroke().ink].map((ink) => Math.fround(ink ** 2))));
});

test('grain stays within its strength and from 0 to 1', () => {
  const grainy = stroke();
  grain(grainy, 0.1, seededRandom(1));
  const before = stroke();
  grainy.ink.forEach((ink, at) => expect(Math.abs(ink - before.ink[at]!)).toBeLessThanOrEqual(0.1001));
  expect(Math.min(...grainy.ink)).toBe(0);
  expect(Math.max(...grainy.ink)).toBe(1);
});
