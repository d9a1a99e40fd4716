import { blankCanvas, type Canvas } from './canvas.js';

/**
 * The digit written with another pen: each pixel moves towards the most ink among itself and its four neighbours
 * (`amount` above 0, a thicker stroke) or towards the least (below 0, a thinner one).
 * @param amount from -1 to 1; at either end the pixel becomes that neighbour
 */
export function restroke(canvas: Canvas, amount: number): Canvas {
  const pick = amount > 0 ? Math.max : Math.min;
  const share = Math.abs(amount);
  return byNeighbours(canvas, (ink, left, right, above, below) => {
    return ink + (pick(ink, left, right, above, below) - ink) * share;
  });
}

/**
 * The digit slightly out of focus: each pixel moves towards the mean of its four neighbours.
 * @param amount from 0 (as it was) to 1
 */
export function blur(canvas: Canvas, amount: number): Canvas {
  return byNeighbours(canvas, (ink, left, right, above, below) => {
    return ink + ((left + right + above + below) / 4 - ink) * amount;
  });
}

type Change = (ink: number, left: number, right: number, above: number, below: number) => number;

/** Outside the canvas there is no ink. */
function byNeighbours({ width, height, ink }: Canvas, change: Change): Canvas {
  const changed = blankCanvas(width, height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const left = x > 0 ? ink[at - 1]! : 0;
      const right = x < width - 1 ? ink[at + 1]! : 0;
      const above = y > 0 ? ink[at - width]! : 0;
      const below = y < height - 1 ? ink[at + width]! : 0;
      changed.ink[at] = change(ink[at]!, left, right, above, below);
    }
  }
  return changed;
}
