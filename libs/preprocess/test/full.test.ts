import { expect, test } from '@jest/globals';
import { foremost } from '../src/foremost.js';
import { fillsPicture } from '../src/full.js';
import { findStrokes } from '../src/strokes.js';
import { drawing, enlarged, inked } from './drawing.js';

const fills = (...rows: string[]) => {
  const picture = inked(enlarged(drawing(...rows), 3));
  return fillsPicture(foremost(findStrokes(picture), picture), picture);
};

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
])('no digit fills the picture where it %s', (_, rows) => {
  expect(fills(...rows)).toBe(false);
});
