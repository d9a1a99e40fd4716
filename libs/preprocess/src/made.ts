import { inverted, type GreyImage } from './grey.js';

/** Side of the box that MNIST's makers fitted digits into, of the 28 pixels of their pictures. */
const BOX = 20 / 28;
/** How far from the middle, in pixels, their rounding leaves the centre of mass. */
const OFF = 1;

/**
 * A picture that has been made as MNIST's makers did already, light on dark; or its negative.
 * @returns the picture, light on dark; null where size, box or centre of mass say otherwise
 */
export function alreadyMade(picture: GreyImage, width: number, height: number): GreyImage | null {
  if (picture.width !== width || picture.height !== height) return null;
  const paper = picture.pixels[0]!;
  if (paper !== 0 && paper !== 255) return null;
  const pixels = paper === 0 ? picture.pixels : inverted(picture.pixels);
  let [left, top, right, bottom, mass, x, y, most] = [width, height, 0, 0, 0, 0, 0, 0];
  for (let row = 0, i = 0; row < height; row++) {
    for (let column = 0; column < width; column++, i++) {
      const level = pixels[i]!;
      if (level === 0) continue;
      if (column < left) left = column;
      if (column >= right) right = column + 1;
      if (row < top) top = row;
      bottom = row + 1;
      mass += level;
      x += level * column;
      y += level * row;
      if (level > most) most = level;
    }
  }
  const box = Math.round(BOX * Math.max(width, height));
  const fits = Math.max(right - left, bottom - top) === box && most > 250;
  const centred = Math.abs(x / mass - width / 2) <= OFF && Math.abs(y / mass - height / 2) <= OFF;
  return fits && centred ? { width, height, pixels } : null;
}
