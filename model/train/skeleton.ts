import type { Canvas, Point } from './canvas.js';

/** From this much ink on a pixel belongs to a stroke. */
const STROKE = 0.4;

/**
 * The strokes' middle lines, one pixel wide: pixels are peeled off from the edges as long as nothing falls apart and
 * no end gets shorter (Zhang and Suen, "A fast parallel algorithm for thinning digital patterns", 1984).
 */
export function skeletonOf({ width, height, ink }: Canvas): Point[] {
  // A margin of one pixel, so that every pixel has eight neighbours.
  const row = width + 2;
  const set = new Uint8Array(row * (height + 2));
  let pixels: number[] = [];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      if (ink[at]! < STROKE) continue;
      set[(y + 1) * row + x + 1] = 1;
      pixels.push((y + 1) * row + x + 1);
    }
  }
  for (let peeled = true; peeled;) {
    peeled = false;
    for (const removable of REMOVABLE) {
      const going = pixels.filter((at) => removable[patternAt(set, at, row)]);
      if (going.length === 0) continue;
      peeled = true;
      for (const at of going) set[at] = 0;
      pixels = pixels.filter((at) => set[at]);
    }
  }
  return pixels.map((at) => [(at % row) - 1, Math.floor(at / row) - 1]);
}

/** A pixel's neighbours as bits, clockwise from the one above. */
function patternAt(set: Uint8Array, at: number, row: number): number {
  return (
    set[at - row]! |
    (set[at - row + 1]! << 1) |
    (set[at + 1]! << 2) |
    (set[at + row + 1]! << 3) |
    (set[at + row]! << 4) |
    (set[at + row - 1]! << 5) |
    (set[at - 1]! << 6) |
    (set[at - row - 1]! << 7)
  );
}

/** By pattern, whether a pixel may go: in the first half of a round those at the south-east, in the second the others. */
const REMOVABLE = [tableOf(0b00010101, 0b01010100), tableOf(0b01000101, 0b01010001)];

/** @param one @param other neighbours of which not all may be set */
function tableOf(one: number, other: number): boolean[] {
  return Array.from({ length: 256 }, (_, pattern) => {
    const bits = Array.from({ length: 8 }, (_, bit) => (pattern >> bit) & 1);
    const neighbours = bits.reduce((sum, bit) => sum + bit, 0);
    const runs = bits.filter((bit, index) => bit === 0 && bits[(index + 1) % 8] === 1).length;
    const isEdge = (pattern & one) !== one && (pattern & other) !== other;
    return neighbours >= 2 && neighbours <= 6 && runs === 1 && isEdge;
  });
}
