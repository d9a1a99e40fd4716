import { expect, test } from '@jest/globals';
import { blankCanvas } from './canvas.js';
import { drawPath } from './pen.js';
import { PIXELS, SIDE } from './picture.js';
import { asServed } from './serving.js';

test('what stands in a corner of a sheet of any size comes to the middle of a picture', () => {
  const sheet = blankCanvas(50, 40);
  drawPath(
    sheet,
    [
      [6, 6],
      [12, 6],
      [8, 20],
    ],
    1,
  );
  const { picture, several } = asServed(sheet)!;
  expect(several).toBe(false);
  expect(picture).toHaveLength(PIXELS);
  expect(Math.max(...picture)).toBeCloseTo(1, 1);
  const mass = picture.reduce((sum, ink) => sum + ink, 0);
  const x = picture.reduce((sum, ink, at) => sum + ink * (at % SIDE), 0) / mass;
  expect(Math.abs(x - SIDE / 2)).toBeLessThan(1.5);
});

test('an empty sheet serves nothing', () => {
  expect(asServed(blankCanvas(28))).toBeUndefined();
});
