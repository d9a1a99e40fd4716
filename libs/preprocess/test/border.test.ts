import { expect, test } from '@jest/globals';
import { fillsPicture, isOfPaper } from '../src/border.js';
import { foremost } from '../src/foremost.js';
import { findStrokes } from '../src/strokes.js';
import { drawing, enlarged, inked } from './drawing.js';

const fills = (...rows: string[]) => {
  const picture = inked(enlarged(drawing(...rows), 3));
  return fillsPicture(foremost(findStrokes(picture), picture), picture);
};

const bar = '####################';
const gap = '....................';
const stem = '.........#..........';
const times = (count: number, row: string) => Array<string>(count).fill(row);
const serpent = [
  gap,
  ...[1, 2, 3].flatMap(() => [
    '.##################.',
    '..................#.',
    '.##################.',
    '.#..................',
  ]),
  '.##################.',
  ...times(3, '.#..................'),
];

test('a digit that was cut out close fills its picture', () => {
  expect(
    fills(
      '...#......',
      '..#.......',
      '.#........',
      '.#........',
      '#....#....',
      '#....#....',
      '.####.###.',
      '.....#....',
      '.....#....',
      '.....#....',
    ),
  ).toBe(true);
});

test.each([
  [
    'is far from the borders',
    [
      '..........',
      '..##......',
      '....#.....',
      '..##......',
      '..#.......',
      '..####....',
      '..........',
      '..........',
      '..........',
      '..........',
    ],
  ],
  [
    'is narrow',
    [
      '....#.....',
      '....#.....',
      '....#.....',
      '....#.....',
      '....#.....',
      '....#.....',
      '....#.....',
      '....#.....',
      '....#.....',
      '....#.....',
    ],
  ],
  [
    'runs along the border',
    ['########..', '#.........', '#.........', '#.........', '#.........', '#.........', '#.........', '#########.'],
  ],
  ['meets the border in many places', ['#..#..#..#', '.########.', '#........#', '.########.', '#..#..#..#']],
  [
    'is longer than any digit',
    ['##########', '.........#', '##########', '#.........', '##########', '.........#', '##########'],
  ],
  [
    'meets the border in six places, briefly',
    [...times(2, gap), bar, ...times(7, stem), bar, ...times(7, stem), bar, gap],
  ],
  ['is longer than a digit, inside', serpent],
])('no digit fills the picture where it %s', (_, rows) => {
  expect(fills(...rows)).toBe(false);
});

const paper = (...rows: string[]) => {
  const picture = inked(drawing(...rows));
  return isOfPaper(foremost(findStrokes(picture), picture), picture);
};

test.each([
  ['a ruled line', [gap, gap, gap, bar, gap, gap, gap, gap]],
  ['squares', [stem, bar, stem, stem, bar, stem, stem, bar, stem, stem, bar, stem]],
  ['the edge of a desk', [bar, bar, bar, gap, gap, gap, gap, gap, gap, gap]],
  [
    'a shadow over a corner',
    ['########............', '######..............', '####................', ...Array<string>(9).fill(gap)],
  ],
])('%s is of the paper', (_, rows) => {
  expect(paper(...rows)).toBe(true);
});

test.each([
  ['a digit', [gap, '.......####.........', '..........#.........', '.......###..........', gap, gap]],
  ['a 1 from edge to edge', Array<string>(16).fill('.......#........')],
])('%s is not', (_, rows) => {
  expect(paper(...rows)).toBe(false);
});

test('the end of a row and the begin of the next are two places', () => {
  // Six marks: at the left border one row below those at the right.
  const rows = Array.from({ length: 30 }, (_, y) => {
    const [left, right] = [y === 6 || y === 13 || y === 20, y === 5 || y === 12 || y === 19];
    return `${left ? '#' : '.'}${'#'.repeat(28)}${right ? '#' : '.'}`;
  });
  const picture = inked(drawing(...rows.map((row, y) => (y > 0 && y < 29 ? row : '.'.repeat(30)))));
  const digit = foremost(findStrokes(picture), picture);
  expect(fillsPicture({ ...digit, strokes: digit.strokes.map((stroke) => ({ ...stroke, rim: 1 })) }, picture)).toBe(
    false,
  );
});
