import { expect, test } from '@jest/globals';
import { alreadyMade } from '../src/made.js';
import { mnist, onPaper, placed, uniform } from './drawing.js';

const digits = Array.from({ length: 10 }, (_, label) => ({ label, digit: mnist(label) }));

test.each(digits)("MNIST's $label is left as it is, its negative turned round", ({ digit }) => {
  expect(alreadyMade(digit, 28, 28)).toEqual(digit);
  expect(alreadyMade(onPaper(digit, 0, 255), 28, 28)).toEqual(digit);
});

const seven = mnist(7);
const moved = (by: number) => ({ ...seven, pixels: seven.pixels.map((_, i) => seven.pixels[i - by] ?? 0) });

test.each([
  ['moved aside', moved(2)],
  ['moved down', moved(2 * 28)],
  ['pale', onPaper(seven, 200, 0)],
  ['on grey paper', onPaper(seven, 0, 254)],
  ['in a larger picture', placed(seven, [32, 32], [2, 2])],
  ['small', placed(uniform(4, 16, 255), [28, 28], [12, 6])],
  ['large', placed(uniform(4, 24, 255), [28, 28], [12, 2])],
  ['not there', uniform(28, 28, 0)],
])('a digit %s has not been made yet', (_, picture) => {
  expect(alreadyMade(picture, 28, 28)).toBeNull();
});

test('a digit of that size in the middle is as good as made', () => {
  const stroke = placed(uniform(4, 20, 255), [28, 28], [12, 4]);
  expect(alreadyMade(stroke, 28, 28)).toEqual(stroke);
});
