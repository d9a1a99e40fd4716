import { expect, test } from '@jest/globals';
import { floodFromBorder } from '../src/flood.js';
import { drawing, uniform } from './drawing.js';

const flooded = (...rows: string[]) => {
  const picture = drawing(...rows);
  return { ...picture, pixels: floodFromBorder(picture) };
};

test('what stands alone is left dry, what reaches the border is flooded', () => {
  expect(flooded('.......', '.##..##', '.##..#.', '.......')).toEqual(
    drawing('.......', '.....##', '.....#.', '.......'),
  );
});

test('beyond a pale place the flood stays as low as that, however high the ink', () => {
  expect(flooded('..#..', '..#..', '..+..', '..#..', '..+..', '.....')).toEqual(
    drawing('..#..', '..#..', '..+..', '..+..', '..+..', '.....'),
  );
});

test('of two ways the higher one counts', () => {
  expect(flooded('.#.-.', '.+.-.', '.###.', '.....')).toEqual(drawing('.#.-.', '.+.-.', '.+++.', '.....'));
});

test('corners are no way through', () => {
  expect(flooded('#...', '.#..', '..#.', '....')).toEqual(drawing('#...', '....', '....', '....'));
});

test('paper of a level of its own is flooded at it', () => {
  const paper = uniform(5, 4, 90);
  expect(floodFromBorder({ ...paper, pixels: paper.pixels.with(7, 200) })).toEqual(paper.pixels);
});
