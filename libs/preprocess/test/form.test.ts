import { expect, test } from '@jest/globals';
import { withoutForm } from '../src/form.js';
import type { GreyImage } from '../src/grey.js';
import { findStrokes } from '../src/strokes.js';
import { drawing, enlarged, inked, placed, together, uniform } from './drawing.js';

const SIDE = 80;

/** The four sides of a box, `thick` pixels wide, from 8 to 72. */
function box(thick: number): GreyImage {
  const outside = placed(uniform(64, 64, 255), [SIDE, SIDE], [8, 8]);
  const inside = placed(uniform(64 - 2 * thick, 64 - 2 * thick, 255), [SIDE, SIDE], [8 + thick, 8 + thick]);
  return { ...outside, pixels: outside.pixels.map((level, i) => level - inside.pixels[i]!) };
}

/** Rows `from` to `to` of its left side taken away. */
function gap(picture: GreyImage, from: number, to: number): GreyImage {
  const gone = placed(uniform(20, to - from, 255), [SIDE, SIDE], [0, from]);
  return { ...picture, pixels: picture.pixels.map((level, i) => (gone.pixels[i] ? 0 : level)) };
}

/** Upper rows moved to the left, lower ones to the right. */
function leaning({ width, height, pixels }: GreyImage, by: number): GreyImage {
  const from = (i: number) => i - Math.round(by * (Math.floor(i / width) / height - 0.5));
  return { width, height, pixels: pixels.map((_, i) => pixels[from(i)] ?? 0) };
}

const seven = placed(
  enlarged(drawing('#####', '....#', '...#.', '..#..', '..#..', '..#..'), 6),
  [SIDE, SIDE],
  [25, 22],
);
const without = (picture: GreyImage) => withoutForm(inked(picture), findStrokes(inked(picture)))?.pixels;

test.each([
  ['closed', box(3)],
  ['of a hair', box(1)],
  ['fat', box(7)],
  ['with a gap of a quarter of a side', gap(box(3), 30, 46)],
  ['without its left side', gap(box(3), 0, SIDE)],
  ['leaning by 5 degrees', leaning(box(3), 7)],
])('a box is taken off: %s', (_, around) => {
  expect(without(together(around, seven))).toEqual(seven.pixels);
});

test('a digit that crosses the box loses no more of itself than the line is wide', () => {
  const crossing = placed(enlarged(drawing('##', '##', '##', '##'), 8), [SIDE, SIDE], [30, 44]);
  const left = without(together(box(3), crossing));
  // The line reaches from 69 to 72, what is taken off with it from 66 to 74.
  const inside = crossing.pixels.map((level, i) => (i < 66 * SIDE ? level : 0));
  expect(left!.subarray(0, 66 * SIDE)).toEqual(inside.subarray(0, 66 * SIDE));
  expect(left!.filter((level) => level > 0).length).toBeGreaterThanOrEqual(inside.filter((level) => level > 0).length);
});

test.each([
  ['two sides', gap(together(box(3), seven), 0, SIDE).pixels.map((level, i) => (i < 20 * SIDE ? 0 : level))],
  ['sides with large gaps', gap(box(3), 20, 60).pixels.map((level, i) => (i % SIDE > 20 && i % SIDE < 60 ? 0 : level))],
  ['a box leaning by 15 degrees', leaning(box(3), 21).pixels],
])('no box: %s', (_, pixels) => {
  expect(without({ width: SIDE, height: SIDE, pixels })).toBeUndefined();
});

const square = drawing('########', '#......#', '#......#', '#......#', '#......#', '#......#', '#......#', '########');
const round = drawing('..####..', '.######.', '##....##', '##....##', '##....##', '##....##', '.######.', '..####..');
const angular = drawing('########', '########', '.....##.', '....##..', '....##..', '...##...', '...##...', '..##....');

test.each([
  ['a round 0', round, 7],
  ['an angular 7', angular, 7],
  ['a square of 16 pixels', square, 2],
])('%s has no box', (_, shape, times) => {
  expect(without(placed(enlarged(shape, times), [SIDE, SIDE], [12, 12]))).toBeUndefined();
});
