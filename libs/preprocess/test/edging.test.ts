import { expect, test } from '@jest/globals';
import { withoutEdging } from '../src/edging.js';
import { findStrokes } from '../src/strokes.js';
import { drawing, enlarged, inked } from './drawing.js';

/** Left and top edges of the strokes that are left, in signs of the drawing, each sign two pixels wide. */
function left(...rows: string[]) {
  const picture = inked(enlarged(drawing(...rows), 2));
  return withoutEdging(findStrokes(picture), picture).map((stroke) => [stroke.left / 2, stroke.top / 2]);
}

const NOTHING = '................';
const one = Array<string>(9).fill('.......#........');

test('a line along the border goes, the digit stays', () => {
  expect(left(NOTHING, '################', NOTHING, ...one, NOTHING, NOTHING, NOTHING, NOTHING)).toEqual([[7, 3]]);
  const beside = one.map((row) => `#${row.slice(1)}`);
  expect(left(...beside, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING)).toEqual([[7, 0]]);
});

test('so does the corner of a box', () => {
  const corner = one.map((row) => `${row.slice(0, 14)}#.`);
  expect(left(NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, ...corner, '..............#.', '###############.')).toEqual([
    [7, 5],
  ]);
});

test.each([
  ['lies further in', [NOTHING, NOTHING, NOTHING, '################', NOTHING, ...one, NOTHING, NOTHING]],
  ['is short', [NOTHING, '#######.........', NOTHING, NOTHING, NOTHING, ...one, NOTHING, NOTHING]],
  ['is thick', ['################', '################', NOTHING, NOTHING, NOTHING, ...one, NOTHING, NOTHING]],
  ['does not touch the border', [NOTHING, '.##############.', NOTHING, NOTHING, NOTHING, ...one, NOTHING, NOTHING]],
  ['turns inwards', ['###########.....', ...Array<string>(6).fill('..........#.....'), ...one]],
])('a line stays that %s', (_, rows) => {
  expect(left(...rows)).toHaveLength(2);
});

test('where nothing of a digit’s height is left, the line may be a digit itself', () => {
  const line = '#...............';
  expect(
    left(...Array<string>(13).fill(line), '#......#........', '#......#........', '#......#........'),
  ).toHaveLength(2);
});

test('pictures of less than 24 pixels have been cut to the digit', () => {
  const picture = inked(drawing('#######', '.......', '...#...', '...#...', '...#...', '...#...', '.......'));
  expect(withoutEdging(findStrokes(picture), picture)).toHaveLength(2);
});
