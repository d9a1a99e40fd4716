import { expect, test } from '@jest/globals';
import { blankCanvas, type Point } from './canvas.js';
import { drawLine, drawPath, eraseLine } from './pen.js';

const row = (canvas: { width: number; ink: Float32Array }, y: number) => [
  ...canvas.ink.slice(y * canvas.width, (y + 1) * canvas.width),
];

test('a level stroke covers its width and half of the pixels that its edge cuts', () => {
  const canvas = blankCanvas(9);
  drawLine(canvas, [2, 4], [6, 4], 1);
  expect(row(canvas, 4)).toEqual([0, 0.5, 1, 1, 1, 1, 1, 0.5, 0].map((ink) => expect.closeTo(ink, 5)));
  expect(row(canvas, 5).slice(2, 7)).toEqual(new Array(5).fill(0.5));
  expect(row(canvas, 6)).toEqual(new Array(9).fill(0));
});

test('a path is its strokes; ink that is there already stays, and what leaves the canvas is cut', () => {
  const path: Point[] = [
    [-3, 2],
    [2, 2],
    [2, 9],
  ];
  const canvas = blankCanvas(5);
  canvas.ink.fill(0.75);
  drawPath(canvas, path, 0.5, 0.5);
  expect([...canvas.ink]).toEqual(new Array(25).fill(0.75));
  drawPath(canvas, path, 0.5);
  expect(row(canvas, 2)).toEqual([1, 1, 1, 0.75, 0.75]);
  expect(row(canvas, 4)).toEqual([0.75, 0.75, 1, 0.75, 0.75]);
});

test('erasing takes away what drawing put there', () => {
  const canvas = blankCanvas(9);
  drawLine(canvas, [0, 4], [8, 4], 1);
  eraseLine(canvas, [4, 0], [4, 8], 0.5);
  expect(row(canvas, 4)).toEqual([1, 1, 1, 1, 0, 1, 1, 1, 1]);
});
