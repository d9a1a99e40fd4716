import { expect, test } from '@jest/globals';
import { digitIn } from '../src/digit.js';
import type { GreyImage } from '../src/grey.js';
import { mnist, onPaper, placed, together, uniform } from './drawing.js';

/** A 0 of 10 by 20 pixels. */
function zero(side: number, left: number, top: number): GreyImage {
  const outside = placed(uniform(10, 20, 255), [side, side], [left, top]);
  const inside = placed(uniform(4, 14, 255), [side, side], [left + 3, top + 3]);
  return { ...outside, pixels: outside.pixels.map((level, i) => level - inside.pixels[i]!) };
}

test('a digit is cut out, light on dark, and moved to the middle', () => {
  const { box, several, ...digit } = digitIn(onPaper(zero(34, 3, 12), 40, 220), 28, 28);
  expect(digit).toEqual(zero(28, 10, 5));
  expect(several).toBe(false);
  expect(box).toMatchObject({ left: 3, top: 12, right: 13, bottom: 32 });
});

test('a speck inside it goes, as does what lies around it', () => {
  const dirt = together(placed(uniform(1, 1, 255), [34, 34], [8, 22]), placed(uniform(2, 1, 255), [34, 34], [13, 9]));
  expect(digitIn(together(zero(34, 3, 12), dirt), 28, 28).pixels).toEqual(zero(28, 10, 5).pixels);
});

test('the soft edges of its strokes stay', () => {
  const soft = placed(uniform(12, 22, 60), [34, 34], [2, 11]);
  const inside = placed(uniform(2, 12, 60), [34, 34], [7, 16]);
  const edges = { ...soft, pixels: soft.pixels.map((level, i) => level - inside.pixels[i]!) };
  const { pixels } = digitIn(together(zero(34, 3, 12), edges), 28, 28);
  expect([...pixels.subarray(15 * 28 + 8, 15 * 28 + 21)]).toEqual([
    0, 60, 255, 255, 255, 60, 0, 0, 60, 255, 255, 255, 60,
  ]);
});

test('another of the same size is told of', () => {
  const two = together(placed(zero(34, 0, 7), [60, 34], [3, 0]), placed(zero(34, 0, 7), [60, 34], [26, 0]));
  expect(digitIn(two, 28, 28)).toMatchObject({ several: true, box: { left: 26, right: 36 } });
});

test("what MNIST's makers made is left as it is", () => {
  const five = mnist(5);
  expect(digitIn(five, 28, 28)).toEqual({ ...five, several: false, box: { left: 0, top: 0, right: 28, bottom: 28 } });
});

test('a picture without ink is blank', () => {
  expect(() => digitIn(uniform(40, 40, 200), 28, 28)).toThrow(expect.objectContaining({ code: 'blank_image' }));
});
