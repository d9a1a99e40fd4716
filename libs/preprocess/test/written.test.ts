import { expect, test } from '@jest/globals';
import { shadesOfGrey, type GreyImage } from '../src/grey.js';
import { findWritten } from '../src/written.js';
import { drawing, enlarged, onPaper, placed, together, uniform } from './drawing.js';

const written = (picture: GreyImage) => findWritten(shadesOfGrey(picture));

/** The digit's box, in the signs of a drawing that was enlarged eight times, rounded. */
function boxIn(picture: GreyImage) {
  const { left, top, right, bottom } = written(picture)!.digit;
  return [left, top, right, bottom].map((edge) => Math.round(edge / 8));
}

const blank = Array<string>(16).fill('................');
const three = drawing(
  ...blank.slice(0, 4),
  '.....#####......',
  '.........#......',
  '......####......',
  '.........#......',
  '.........#......',
  '.....#####......',
  ...blank.slice(0, 6),
);
const large = enlarged(three, 8);
const THREE = [5, 4, 10, 10];

/** Each pixel's level changed by where it lies, from 0 to 1 across and down. */
const lit = (picture: GreyImage, by: (x: number, y: number, level: number) => number): GreyImage => ({
  ...picture,
  pixels: picture.pixels.map((level, i) => by((i % picture.width) / picture.width, i / picture.pixels.length, level)),
});

test.each([
  ['dark on light', onPaper(large, 40, 220)],
  ['light on dark', large],
  ['pale', onPaper(large, 195, 225)],
  ['in light that fades', lit(large, (x, y, ink) => (ink ? 0.4 : 1) * (240 - 100 * x - 60 * y))],
  ['in a hard shadow', lit(large, (x, y, ink) => (ink ? 0.35 : 1) * (x + y < 0.9 ? 110 : 230))],
  ['beside a dark desk', lit(large, (x, y, ink) => (x > 0.85 ? 60 : ink ? 40 : 210 - 20 * y))],
  [
    'on squared paper',
    lit(large, (x, y, ink) =>
      ink ? 40 : Math.round(x * 128) % 10 === 3 || Math.round(y * 128) % 10 === 3 ? 190 : 230 - 25 * x,
    ),
  ],
  ['light in fading light', lit(large, (x, _, ink) => (ink ? 240 : 20 + 60 * x))],
])('a digit is found: %s', (_, picture) => {
  expect(boxIn(picture)).toEqual(THREE);
});

const form = drawing(
  blank[0]!,
  '.##############.',
  ...Array<string>(12).fill('.#............#.'),
  '.##############.',
  blank[0]!,
);

test('a form’s box is left out', () => {
  expect(boxIn(onPaper(together(enlarged(form, 8), large), 30, 230))).toEqual(THREE);
});

test('though the digit touches it', () => {
  const one = drawing(...blank.slice(0, 4), ...Array<string>(11).fill('.......##.......'));
  const [left, top, right, bottom] = boxIn(onPaper(together(enlarged(form, 8), enlarged(one, 8)), 30, 230));
  expect([left, top, right]).toEqual([7, 4, 9]);
  expect(bottom).toBeGreaterThanOrEqual(13);
});

test.each([
  ['a square 0', ['########', '#......#', '#......#', '#......#', '#......#', '#......#', '#......#', '########']],
  ['an upright 7', ['########', '########', '......##', '......##', '......##', '......##', '......##', '......##']],
  ['an 8 of a pocket calculator', ['######', '#....#', '#....#', '######', '#....#', '#....#', '######']],
  ['a 9 of a pocket calculator', ['######', '#....#', '#....#', '######', '.....#', '.....#', '######']],
  ['a 6 of a pocket calculator', ['######', '#.....', '#.....', '######', '#....#', '#....#', '######']],
])('%s is no box', (_, rows) => {
  const digit = placed(enlarged(drawing(...rows), 8), [128, 128], [32, 32]);
  expect(boxIn(onPaper(digit, 30, 230))).toEqual([4, 4, 4 + rows[0]!.length, 4 + rows.length]);
});

test('a digit that was cut out close is taken, though it reaches the border', () => {
  const four = drawing(
    '....#.....',
    '...#......',
    '..#.......',
    '.#........',
    '#....#....',
    '#########.',
    '.....#....',
    '.....#....',
    '.....#....',
    '.....#....',
  );
  expect(boxIn(onPaper(enlarged(four, 8), 30, 230))).toEqual([0, 0, 9, 10]);
});

test('of a small picture all is taken, on one level of paper', () => {
  const bar = drawing('..##..', '..##..', '..##..', '..##..', '..##..', '..##..');
  expect(written(onPaper(bar, 0, 255))!.digit).toMatchObject({ left: 2, top: 0, right: 4, bottom: 6 });
});

test.each([
  ['one level', uniform(100, 80, 128)],
  ['light that fades', lit(uniform(100, 100, 0), (x, y) => 240 - 100 * x - 60 * y)],
  ['grain', lit(uniform(100, 100, 0), (x, y) => 128 + ((Math.round(x * 100) * 37 + Math.round(y * 100) * 91) % 23))],
  ['ruled paper', lit(uniform(120, 120, 0), (_, y) => (Math.round(y * 120) % 12 === 5 ? 150 : 235))],
  ['a small picture of one level', uniform(20, 20, 255)],
  ['one pixel', uniform(1, 1, 0)],
])('nothing is written in %s', (_, picture) => {
  expect(written(picture)).toBeNull();
});
