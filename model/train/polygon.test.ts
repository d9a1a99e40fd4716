import { expect, test } from '@jest/globals';
import { blankCanvas, type Point } from './canvas.js';
import { fillPolygon } from './polygon.js';

test('a rectangle is filled to its edges, half pixels by half', () => {
  const canvas = blankCanvas(6);
  const corners: Point[] = [
    [1, 0.5],
    [3.5, 0.5],
    [3.5, 3.5],
    [1, 3.5],
  ];
  fillPolygon(canvas, corners, () => 1);
  const row = [0, 0.5, 1, 1, 0, 0];
  const empty = new Array(6).fill(0);
  expect([...canvas.ink]).toEqual(
    [...empty, ...row, ...row, ...row, ...empty, ...empty].map((i) => expect.closeTo(i, 5)),
  );
});

test('paints by place', () => {
  const canvas = blankCanvas(3, 1);
  fillPolygon(
    canvas,
    [
      [-1, -1],
      [4, -1],
      [4, 2],
      [-1, 2],
    ],
    (x) => x / 4,
  );
  expect([...canvas.ink]).toEqual([0, 0.25, 0.5]);
});
