import { expect, test } from '@jest/globals';
import { blankCanvas, type Canvas, extentOf } from './canvas.js';
import { addHabits } from './habits.js';
import { drawPath } from './pen.js';
import { seededRandom } from './random.js';

const ROUNDS = 300;

/** What habits make of a stem (or a ring) of this label, those left alone aside. */
function changed(label: number, draw: (canvas: Canvas) => void): Canvas[] {
  const random = seededRandom(3);
  const before = blankCanvas(28);
  draw(before);
  return Array.from({ length: ROUNDS }, () => {
    const canvas = { ...before, ink: before.ink.slice() };
    addHabits(canvas, label, random);
    return canvas;
  }).filter(({ ink }) => ink.some((value, at) => value !== before.ink[at]));
}

const stem = (canvas: Canvas) =>
  drawPath(
    canvas,
    [
      [14, 4],
      [14, 23],
    ],
    1,
  );

test('half of the 1s get a flag to the left of their top, a foot, or both', () => {
  const ones = changed(1, stem);
  expect(ones.length / ROUNDS).toBeGreaterThan(0.4);
  expect(ones.length / ROUNDS).toBeLessThan(0.6);
  const inkAt = ({ ink }: Canvas, x: number, y: number) => ink[y * 28 + x]!;
  const flagged = ones.filter((one) => [5, 6, 7, 8, 9].some((y) => inkAt(one, 11, y) > 0.3));
  const footed = ones.filter((one) => [21, 22, 23].some((y) => inkAt(one, 17, y) > 0.3));
  expect(flagged.length / ones.length).toBeGreaterThan(0.5);
  expect(footed.length / ones.length).toBeGreaterThan(0.3);
  for (const one of ones) expect(flagged.includes(one) && inkAt(one, 17, 8) > 0).toBe(false);
});

test('a bar crosses some 7s on both sides of the stem', () => {
  const sevens = changed(7, stem);
  expect(sevens.length).toBeGreaterThan(ROUNDS / 5);
  for (const seven of sevens) {
    const { left, right } = extentOf(seven, 0.4)!;
    expect(left).toBeLessThan(13);
    expect(right).toBeGreaterThan(15);
  }
});

test('a 0 may be slashed; what has no habits and what has no ink stays as it was', () => {
  const ring = (canvas: Canvas) =>
    drawPath(
      canvas,
      [
        [8, 4],
        [20, 4],
        [20, 23],
        [8, 23],
        [8, 4],
      ],
      1,
    );
  for (const zero of changed(0, ring)) expect(zero.ink[14 * 28 + 14]! + zero.ink[13 * 28 + 14]!).toBeGreaterThan(0.5);
  expect(changed(0, ring).length).toBeGreaterThan(3);
  expect(changed(5, ring)).toEqual([]);
  expect(changed(1, () => undefined)).toEqual([]);
});
