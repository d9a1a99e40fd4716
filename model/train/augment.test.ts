import { expect, test } from '@jest/globals';
import { augment } from './augment.js';
import { PIXELS, SIDE } from './picture.js';
import { seededRandom } from './random.js';
import { blur, restroke } from './stroke.js';

/** A bar of ink in the middle, as of a 1: 4 pixels wide, 20 high. */
const bar = Float32Array.from({ length: PIXELS }, (_, index) => {
  const [x, y] = [index % SIDE, Math.floor(index / SIDE)];
  return x >= 12 && x < 16 && y >= 4 && y < 24 ? 1 : 0;
});

const ink = (picture: Float32Array) => picture.reduce((sum, value) => sum + value, 0);

test('the same seed gives the same picture, another seed another', () => {
  expect(augment(bar, seededRandom(1))).toEqual(augment(bar, seededRandom(1)));
  expect(augment(bar, seededRandom(1))).not.toEqual(augment(bar, seededRandom(2)));
});

test('every value stays from 0 to 1 and the digit stays in the picture', () => {
  const random = seededRandom(5);
  for (let round = 0; round < 200; round++) {
    const picture = augment(bar, random);
    expect(Math.min(...picture)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...picture)).toBeLessThanOrEqual(1);
    expect(ink(picture)).toBeGreaterThan(ink(bar) / 4);
  }
});

test('a stroke gets thicker or thinner by its neighbours', () => {
  expect(ink(restroke(bar, 1))).toBe(6 * 22 - 4);
  expect(ink(restroke(bar, -1))).toBe(2 * 18);
  expect(restroke(bar, 0)).toEqual(bar);
});

test('blur spreads ink and keeps its amount', () => {
  const blurred = blur(bar, 0.5);
  expect(blurred[4 * SIDE + 11]).toBeGreaterThan(0);
  expect(ink(blurred)).toBeCloseTo(ink(bar), 3);
});
