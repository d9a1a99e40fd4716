import { inkAt, type Picture, SIDE } from './picture.js';

/**
 * The digit written with another pen: each pixel moves towards the most ink among itself and its four neighbours
 * (`amount` above 0, a thicker stroke) or towards the least (below 0, a thinner one).
 * @param amount from -1 to 1; at either end the pixel becomes that neighbour
 */
export function restroke(picture: Picture, amount: number): Picture {
  const pick = amount > 0 ? Math.max : Math.min;
  return mapPixels(picture, (ink, x, y) => {
    const extreme = pick(ink, ...neighbours(picture, x, y));
    return ink + (extreme - ink) * Math.abs(amount);
  });
}

/**
 * The digit slightly out of focus: each pixel moves towards the mean of its four neighbours.
 * @param amount from 0 (as it was) to 1
 */
export function blur(picture: Picture, amount: number): Picture {
  return mapPixels(picture, (ink, x, y) => {
    const [left, right, above, below] = neighbours(picture, x, y);
    return ink + ((left + right + above + below) / 4 - ink) * amount;
  });
}

function neighbours(picture: Picture, x: number, y: number): [number, number, number, number] {
  return [inkAt(picture, x - 1, y), inkAt(picture, x + 1, y), inkAt(picture, x, y - 1), inkAt(picture, x, y + 1)];
}

function mapPixels(picture: Picture, change: (ink: number, x: number, y: number) => number): Picture {
  return picture.map((ink, index) => change(ink, index % SIDE, Math.floor(index / SIDE)));
}
