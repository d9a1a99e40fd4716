import { expect, test } from '@jest/globals';
import { blankCanvas, extentOf } from '../canvas.js';
import { drawPath } from '../pen.js';
import { PIXELS } from '../picture.js';
import { seededRandom } from '../random.js';
import { clothing } from './clothes.js';
import { letter } from './letters.js';
import { lying, pasted } from './mixed-digits.js';
import { negative } from './negative.js';
import { hatching, scribble } from './scribble.js';
import { arrow, blob, cross, fabric, face, grid, star } from './shapes.js';

const bar = blankCanvas(28);
drawPath(
  bar,
  [
    [14, 5],
    [14, 22],
  ],
  1.5,
);
const sample = (label: number) => ({ picture: bar.ink, label });

test.each([clothing, letter, scribble, hatching, blob, star, grid, arrow, face, cross, fabric])(
  '%p draws something that changes with chance and reaches no further than ink does',
  (draw) => {
    const canvases = Array.from({ length: 40 }, (_, seed) => draw(seededRandom(seed)));
    for (const canvas of canvases) {
      const { left, right, top, bottom } = extentOf(canvas, 0.2)!;
      expect(right - left + bottom - top).toBeGreaterThan(10);
      expect(Math.max(...canvas.ink)).toBeLessThanOrEqual(1);
      expect(Math.min(...canvas.ink)).toBeGreaterThanOrEqual(0);
    }
    expect(new Set(canvases.map(({ ink }) => ink.join())).size).toBeGreaterThan(30);
    expect(draw(seededRandom(3))).toEqual(canvases[3]);
  },
);

test('two digits leave more than one; a 1 beside another might pass for its stroke', () => {
  const random = seededRandom(1);
  const mass = (ink: Float32Array) => ink.reduce((sum, value) => sum + value, 0);
  expect(mass(pasted([sample(3), sample(5)], random)!.ink)).toBeGreaterThan(1.5 * mass(bar.ink));
  expect(pasted([sample(1), sample(5)], random)).toBeUndefined();
  expect(pasted([sample(5), sample(1)], random)).toBeUndefined();
});

test('only what is no digit on its side is laid there', () => {
  const random = seededRandom(1);
  const { left, right, top, bottom } = extentOf(lying(sample(4), random)!, 0.3)!;
  expect(right - left).toBeGreaterThan(2 * (bottom - top));
  for (const label of [0, 1, 6, 8, 9]) expect(lying(sample(label), random)).toBeUndefined();
});

test('a negative is a picture as the model gets it', () => {
  const random = seededRandom(2);
  for (let round = 0; round < 60; round++) {
    const picture = negative(() => [sample(4), sample(2)], random);
    expect(picture).toHaveLength(PIXELS);
    expect(Math.max(...picture)).toBeGreaterThan(0.5);
    expect(Math.max(...picture)).toBeLessThanOrEqual(1);
  }
});
