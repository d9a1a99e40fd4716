import { expect, test } from '@jest/globals';
import { boxOfDigit } from '../src/strokes.js';
import { drawing } from './drawing.js';

const boxOf = (...rows: string[]) => boxOfDigit({ ...drawing(...rows), strength: 255 });

test('the box holds a stroke, joined over corners too', () => {
  expect(boxOf('......', '.#....', '..#...', '...#..', '......')).toEqual({ left: 1, top: 1, right: 4, bottom: 4 });
});

test('broken strokes stay together', () => {
  expect(boxOf('.###.', '.....', '.#...', '.####', '...##')).toEqual({ left: 1, top: 0, right: 5, bottom: 5 });
});

test('a speck is left aside', () => {
  const rows = ['#.......', '........', ...Array<string>(6).fill('...####.')];
  expect(boxOf(...rows)).toEqual({ left: 3, top: 2, right: 7, bottom: 8 });
});

test('faint ink belongs to no stroke', () => {
  expect(boxOf('-----', '-+##-', '-----')).toEqual({ left: 1, top: 1, right: 4, bottom: 2 });
});
