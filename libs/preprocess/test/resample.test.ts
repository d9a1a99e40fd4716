import { expect, test } from '@jest/globals';
import { resample } from '../src/resample.js';
import { drawing } from './drawing.js';

const square = drawing('#.', '+#');

test('a move by whole pixels is exact, empty outside', () => {
  const moved = resample(square, { size: 4, scale: 1, origin: -1 }, { size: 3, scale: 1, origin: 0 });
  expect([...moved]).toEqual([...drawing('.#..', '.+#.', '....').pixels]);
});

test('half a pixel aside is the mean of both', () => {
  const moved = resample(drawing('.#.'), { size: 3, scale: 1, origin: 0.5 }, { size: 1, scale: 1, origin: 0 });
  expect([...moved]).toEqual([127.5, 127.5, 0]);
});

test('reducing keeps the amount of ink', () => {
  const rows = Array<string>(9).fill('.........');
  rows[4] = '.#######.';
  const half = resample(drawing(...rows), { size: 6, scale: 0.5, origin: -1 }, { size: 6, scale: 0.5, origin: -1 });
  expect(half.reduce((sum, level) => sum + level)).toBeCloseTo((7 * 255) / 4);
});

test('enlarging interpolates', () => {
  const twice = resample(drawing('.#'), { size: 4, scale: 2, origin: 0 }, { size: 1, scale: 1, origin: 0 });
  expect([...twice]).toEqual([0, 63.75, 191.25, 191.25]);
});
