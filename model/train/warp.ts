import { inkAt, type Picture, PIXELS, SIDE } from './picture.js';
import { around, type Random } from './random.js';

/** How far a digit is bent, at most: angles in radians, shifts in pixels, the rest as ratios. */
export interface Reach {
  rotation: number;
  size: number;
  stretch: number;
  shear: number;
  shift: number;
  bend: number;
}

/** As far as MNIST's own digits differ. */
export const MILD: Reach = { rotation: 0.2, size: 0.13, stretch: 0.1, shear: 0.2, shift: 2, bend: 1.1 };

/** As far as other people's do, who are free to write broad and slanted. Preprocessing takes back size and place. */
export const WIDE: Reach = { rotation: 0.26, size: 0.08, stretch: 0.22, shear: 0.25, shift: 0, bend: 1.3 };

// Elastic bending moves the corners of a grid of 4 × 4 cells; between corners it is interpolated.
const CELLS = 4;

/**
 * The digit as another hand could have written it: turned, sized, slanted, shifted and slightly bent.
 * Every pixel of the answer is looked up, between four pixels, where it would have come from.
 */
export function warp(picture: Picture, reach: Reach, random: Random): Picture {
  const angle = around(reach.rotation, random);
  const size = Math.exp(around(reach.size, random));
  const stretch = Math.exp(around(reach.stretch, random));
  const shear = around(reach.shear, random);
  const [shiftX, shiftY] = [around(reach.shift, random), around(reach.shift, random)];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const bendX = randomGrid(reach.bend, random);
  const bendY = randomGrid(reach.bend, random);

  const middle = (SIDE - 1) / 2;
  const warped = new Float32Array(PIXELS);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const [fromMiddleX, fromMiddleY] = [x - middle - shiftX, y - middle - shiftY];
      const slanted = fromMiddleX + shear * fromMiddleY;
      const sourceX = middle + (cos * slanted + sin * fromMiddleY) / (size * stretch) + onGrid(bendX, x, y);
      const sourceY = middle + ((cos * fromMiddleY - sin * slanted) * stretch) / size + onGrid(bendY, x, y);
      warped[y * SIDE + x] = between(picture, sourceX, sourceY);
    }
  }
  return warped;
}

function randomGrid(bend: number, random: Random): Float32Array {
  return Float32Array.from({ length: (CELLS + 1) ** 2 }, () => around(bend, random));
}

function onGrid(grid: Float32Array, x: number, y: number): number {
  const [gridX, gridY] = [(x * CELLS) / SIDE, (y * CELLS) / SIDE];
  const [left, top] = [Math.floor(gridX), Math.floor(gridY)];
  const corner = top * (CELLS + 1) + left;
  const below = corner + CELLS + 1;
  return blend(
    blend(grid[corner]!, grid[corner + 1]!, gridX - left),
    blend(grid[below]!, grid[below + 1]!, gridX - left),
    gridY - top,
  );
}

function between(picture: Picture, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  return blend(
    blend(inkAt(picture, left, top), inkAt(picture, left + 1, top), x - left),
    blend(inkAt(picture, left, top + 1), inkAt(picture, left + 1, top + 1), x - left),
    y - top,
  );
}

function blend(start: number, end: number, share: number): number {
  return start + (end - start) * share;
}
