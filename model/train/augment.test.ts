import { expect, test } from '@jest/globals';
import { augment } from './augment.js';
import { canvasOf, type Canvas } from './canvas.js';
import { PIXELS, SIDE } from './picture.js';
import { seededRandom } from './random.js';
import { blur, restroke } from './stroke.js';

/** A bar of ink in the middle, as of a 1: 4 pixels wide, 20 high. */
const bar = Float32Array.from({ length: PIXELS }, (_, index) => {
  const [x, y] = [index % SIDE, Math.floor(index / SIDE)];
  return x >= 12 && x < 16 && y >= 4 && y < 24 ? 1 : 0;
});
const sample = { picture: bar, label: 1 };

const inkOf = (picture: Float32Array) => picture.reduce((sum, value) => sum + value, 0);
const ink = (canvas: Canvas) => inkOf(canvas.ink);

test.each([0, 1])('the same seed gives the same picture, another seed another (plain: %d)', (plain) => {
  const before = bar.slice();
  expect(augment(sample, plain, seededRandom(1))).toEqual(augment(sample, plain, seededRandom(1)));
  expect(augment(sample, plain, seededRandom(1))).not.toEqual(augment(sample, plain, seededRandom(2)));
  expect(bar).toEqual(before);
});

test.each([0, 1])('every value stays from 0 to 1 and a digit stays in the picture (plain: %d)', (plain) => {
  const random = seededRandom(5);
  for (let round = 0; round < 200; round++) {
    const picture = augment(sample, plain, random);
    expect(Math.min(...picture)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...picture)).toBeLessThanOrEqual(1);
    expect(inkOf(picture)).toBeGreaterThan(8);
    expect(inkOf(picture)).toBeLessThan(450);
  }
});

test('a stroke gets thicker or thinner by its neighbours', () => {
  expect(ink(restroke(canvasOf(bar), 1))).toBe(6 * 22 - 4);
  expect(ink(restroke(canvasOf(bar), -1))).toBe(2 * 18);
  expect(restroke(canvasOf(bar), 0).ink).toEqual(bar);
});

test('blur spreads ink and keeps its amount', () => {
  const blurred = blur(canvasOf(bar), 0.5);
  expect(blurred.ink[4 * SIDE + 11]).toBeGreaterThan(0);
  expect(ink(blurred)).toBeCloseTo(inkOf(bar), 3);
});
