import { expect, test } from '@jest/globals';
import { withoutEdging } from '../src/edging.js';
import { foremost } from '../src/foremost.js';
import { findStrokes } from '../src/strokes.js';
import { drawing, enlarged, inked } from './drawing.js';

/** The box of the digit, and whether there are others. */
function found(...rows: string[]) {
  const picture = inked(drawing(...rows));
  const { left, top, right, bottom, several, strokes } = foremost(findStrokes(picture), picture);
  return { box: [left, top, right, bottom], several, strokes: strokes.length };
}

test('a stroke broken in two stays together', () => {
  const three = found('........', '.####...', '....#...', '..##....', '........', '....#...', '.###....', '........');
  expect(three).toEqual({ box: [1, 1, 5, 7], several: false, strokes: 2 });
});

test('a 5 keeps its detached top', () => {
  const five = found(
    '.........',
    '...#####.',
    '.........',
    '.##......',
    '.#.......',
    '.####....',
    '....#....',
    '.###.....',
    '.........',
  );
  expect(five).toEqual({ box: [1, 1, 8, 8], several: false, strokes: 2 });
});

test('a 4 keeps both of its strokes', () => {
  const four = found(
    '.........',
    '.#....#..',
    '.#....#..',
    '.#....#..',
    '.####.#..',
    '......#..',
    '......#..',
    '......#..',
    '.........',
  );
  expect(four).toEqual({ box: [1, 1, 7, 8], several: false, strokes: 2 });
});

test('a part that belongs to a part belongs', () => {
  const seven = found(
    '.........',
    '.#####...',
    '.........',
    '....##...',
    '....##...',
    '....#....',
    '.........',
    '....#....',
    '...##....',
    '.........',
  );
  expect(seven).toEqual({ box: [1, 1, 6, 9], several: false, strokes: 3 });
});

test('specks are left out, near the digit or far', () => {
  const one = Array<string>(10).fill('....###.......');
  expect(
    found('#.............', '..............', ...one, '..............', '.....#........', '..............'),
  ).toEqual({
    box: [4, 2, 7, 12],
    several: false,
    strokes: 1,
  });
});

test('of two digits side by side the heavier is taken, the other one told of', () => {
  const two = found(
    '..............',
    '.####....#....',
    '....#...##....',
    '.####....#....',
    '.#.......#....',
    '.####....#....',
    '..............',
  );
  expect(two).toEqual({ box: [1, 1, 5, 6], several: true, strokes: 1 });
});

test('of two like digits the one nearer to the middle is taken', () => {
  expect(found('.............', '.##...##.....', '.##...##.....', '.##...##.....', '.............')).toMatchObject({
    box: [6, 1, 8, 4],
    several: true,
  });
});

test('small marks beside a digit are no other digits', () => {
  const marked = found(
    '.............',
    '.####........',
    '....#........',
    '.####........',
    '....#.....##.',
    '.####........',
    '.............',
  );
  expect(marked).toEqual({ box: [1, 1, 5, 6], several: false, strokes: 1 });
});

test('nor is a long dash', () => {
  const dashed = found(
    '...........',
    '.##........',
    '.#.........',
    '.##...####.',
    '.#....####.',
    '.##........',
    '...........',
  );
  expect(dashed).toEqual({ box: [1, 1, 3, 6], several: false, strokes: 1 });
});

test('a neighbour that the edge cuts is neither taken nor told of, though heavier', () => {
  const cut = found(
    '.........#####',
    '..#......#####',
    '..#......#####',
    '..#......#####',
    '..#......#####',
    '..#......#####',
    '.........#####',
  );
  expect(cut).toEqual({ box: [2, 1, 3, 6], several: false, strokes: 1 });
});

test('where the edge cuts all there is, that is taken', () => {
  expect(found('..##..', '...#..', '..##..')).toMatchObject({ box: [2, 0, 4, 3] });
});

test('a fainter pen is another one', () => {
  const faint = found('.......', '.####..', '.#.....', '.####..', '.......', '.++++..', '.......');
  expect(faint).toMatchObject({ box: [1, 1, 5, 4], strokes: 1 });
  const same = found('.......', '.####..', '.#.....', '.####..', '.......', '.####..', '.......');
  expect(same).toMatchObject({ box: [1, 1, 5, 6], strokes: 2 });
});

test('a box around a digit is left out', () => {
  const boxed = found(
    '.........',
    '.#######.',
    '.#.....#.',
    '.#..#..#.',
    '.#..#..#.',
    '.#..#..#.',
    '.#..#..#.',
    '.#.....#.',
    '.#######.',
    '.........',
  );
  expect(boxed).toEqual({ box: [4, 3, 5, 7], several: false, strokes: 1 });
});

test('so is a line along the edge', () => {
  const nothing = '............';
  const one = Array<string>(6).fill('.....##.....');
  const picture = inked(enlarged(drawing('############', nothing, nothing, ...one, nothing, nothing, nothing), 2));
  expect(foremost(withoutEdging(findStrokes(picture), picture), picture)).toMatchObject({
    left: 10,
    right: 14,
    several: false,
  });
});

test('written ink goes before a heavier blob', () => {
  const blot = found(
    '............',
    '.####.......',
    '.####...##..',
    '.####....#..',
    '.####....#..',
    '.........#..',
    '.........#..',
    '.........#..',
    '.........##.',
    '............',
  );
  expect(blot).toMatchObject({ box: [8, 2, 11, 9] });
});

test('slenderness tells a stroke from a blob', () => {
  const slenderness = (...rows: string[]) => {
    const picture = inked(drawing(...rows));
    return foremost(findStrokes(picture), picture).slenderness;
  };
  expect(slenderness('..........', '.########.', '..........')).toBe(1);
  // 4 long, its pen 2×16/12 wide: 1.5 pens of the 4 that make it a stroke.
  expect(slenderness('......', '.####.', '.####.', '.####.', '.####.', '......')).toBeCloseTo(1.5 / 4);
});
