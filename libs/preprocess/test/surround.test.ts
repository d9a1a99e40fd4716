import { expect, test } from '@jest/globals';
import { findStrokes } from '../src/strokes.js';
import { withoutSurrounding } from '../src/surround.js';
import { drawing, inked } from './drawing.js';

const left = (...rows: string[]) => {
  const picture = inked(drawing(...rows));
  return withoutSurrounding(findStrokes(picture), picture).map((stroke) => [stroke.left, stroke.top]);
};

test('a box around a digit goes', () => {
  expect(left('########', '#......#', '#..##..#', '#...#..#', '#...#..#', '#......#', '########')).toEqual([[3, 2]]);
});

test('so does a circle', () => {
  expect(left('..####..', '.#....#.', '#..##..#', '#..##..#', '.#....#.', '..####..')).toEqual([[3, 2]]);
});

test('so does a box that is open for half of the digit’s height', () => {
  expect(left('########', '#......#', '#..##..#', '#...#..#', '#...#...', '#...#...', '#......#', '########')).toEqual([
    [3, 2],
  ]);
});

test.each([
  ['a digit with a fleck inside', ['..####..', '.#....#.', '#......#', '#..#...#', '#......#', '.#....#.', '..####..']],
  ['an open 6', ['#######', '#......', '#..##..', '#..##..', '#.....#', '#######']],
  ['a cup', ['#......#', '#..##..#', '#..##..#', '#......#', '########']],
  ['what lies beside it', ['####...', '#..#.##', '#..#.##', '####...']],
])('%s keeps both', (_, rows) => {
  expect(left(...rows)).toHaveLength(2);
});
