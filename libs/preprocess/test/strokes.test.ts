import { expect, test } from '@jest/globals';
import { findStrokes } from '../src/strokes.js';
import { drawing, inked } from './drawing.js';

const strokesIn = (...rows: string[]) => findStrokes(inked(drawing(...rows)));

test('connected ink is one stroke, joined over corners too', () => {
  const strokes = strokesIn('......', '.#....', '..#...', '...##.', '......');
  expect(strokes).toEqual([{ left: 1, top: 1, right: 5, bottom: 4, mass: 4 * 255, rim: 4, pixels: [7, 14, 21, 22] }]);
});

test('a stroke may go on to any side', () => {
  expect(strokesIn('....#.', '...#..', '####..', '.#....', '#.##..', '......')).toHaveLength(1);
  expect(strokesIn('...#', '####', '#...')).toHaveLength(1);
});

test('what is apart is another stroke, in reading order', () => {
  const strokes = strokesIn('##...', '...#.', '...#.', '#....');
  expect(strokes.map(({ left, top, right, bottom }) => [left, top, right, bottom])).toEqual([
    [0, 0, 2, 1],
    [3, 1, 4, 3],
    [0, 3, 1, 4],
  ]);
});

test('a row does not go on in the next one', () => {
  expect(strokesIn('....#', '.....', '#....')).toHaveLength(2);
  expect(strokesIn('....#', '#....', '.....')).toHaveLength(2);
});

test('the rim is what has no ink on one of its four sides, or the edge of the picture', () => {
  expect(strokesIn('......', '.####.', '.####.', '.####.', '......')).toMatchObject([{ rim: 10 }]);
  expect(strokesIn('....', '###.', '###.', '###.')).toMatchObject([{ rim: 8 }]);
  expect(strokesIn('.....', '.###.', '.#.#.', '.###.')).toMatchObject([{ rim: 8 }]);
  expect(strokesIn('....', '####', '####', '####', '....')).toMatchObject([{ rim: 10 }]);
});

test('its mass is its ink, soft edges and all', () => {
  expect(strokesIn('-----', '-+##-', '-----')).toMatchObject([{ left: 1, right: 4, mass: 128 + 2 * 255 }]);
});

test('a stroke may fade on its way, but what is faint all along is none', () => {
  const faint = { ...drawing('.......', '.#--+-.', '.......', '.-----.'), strength: 200, grainy: false };
  expect(findStrokes(faint)).toMatchObject([{ left: 1, top: 1, right: 6, bottom: 2 }]);
});

test('on paper with a grain a few dark pixels are no stroke', () => {
  const picture = inked(drawing('......', '.##...', '.###..', '......', '####..', '.##...'));
  expect(findStrokes(picture)).toHaveLength(2);
  expect(findStrokes({ ...picture, grainy: true })).toMatchObject([{ top: 4 }]);
});

test('no ink, no strokes', () => {
  expect(strokesIn('...', '...')).toEqual([]);
  expect(findStrokes({ width: 2, height: 1, pixels: new Uint8Array(), strength: 0, grainy: false })).toEqual([]);
});
