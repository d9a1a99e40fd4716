import { expect, test } from '@jest/globals';
import type { GreyImage } from '../src/grey.js';
import { isShadowEdge } from '../src/shadow-edge.js';
import { findStrokes } from '../src/strokes.js';
import { drawing, enlarged, inked, uniform } from './drawing.js';

const SIDE = 40;

/** A picture's darkness by place. */
const darkness = (at: (x: number, y: number) => number): GreyImage => ({
  width: SIDE,
  height: SIDE,
  pixels: Uint8Array.from({ length: SIDE * SIDE }, (_, i) => at(i % SIDE, Math.floor(i / SIDE))),
});

const strokeOf = (...rows: string[]) => findStrokes(inked(enlarged(drawing(...rows), SIDE / rows.length)))[0]!;
const upright = strokeOf(...Array<string>(10).fill('....#.....'));
const zero = strokeOf('...####...', ...Array<string>(8).fill('..#....#..'), '...####...');

test('what has darker paper on one side only is the edge of a shadow', () => {
  expect(
    isShadowEdge(
      upright,
      darkness((x) => (x < 18 ? 40 : 140)),
      100,
    ),
  ).toBe(true);
});

test('what has the same paper on both sides has been written', () => {
  expect(isShadowEdge(upright, uniform(SIDE, SIDE, 40), 100)).toBe(false);
  expect(
    isShadowEdge(
      upright,
      darkness((x) => 40 + x),
      100,
    ),
  ).toBe(false);
});

test('a loop has ink now on one side, now on the other', () => {
  const ink = darkness((x, y) => (zero.pixels.includes(y * SIDE + x) ? 140 : 40));
  expect(isShadowEdge(zero, ink, 100)).toBe(false);
});

test('a short stroke is no edge of a shadow', () => {
  const short = strokeOf(...Array<string>(4).fill('....#.....'), ...Array<string>(6).fill('..........'));
  expect(
    isShadowEdge(
      short,
      darkness((x) => (x < 18 ? 40 : 140)),
      100,
    ),
  ).toBe(false);
});
