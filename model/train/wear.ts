import type { Canvas } from './canvas.js';
import { eraseLine } from './pen.js';
import { around, type Random } from './random.js';

/** Rubs short gaps across strokes, anywhere on them. */
export function breakStrokes(canvas: Canvas, gaps: number, random: Random): void {
  const { width, ink } = canvas;
  for (let gap = 0; gap < gaps; gap++) {
    for (let attempt = 0; attempt < 40; attempt++) {
      const at = Math.floor(random() * ink.length);
      if (ink[at]! < 0.5) continue;
      const [x, y] = [at % width, Math.floor(at / width)];
      const angle = Math.PI * random();
      const [reachX, reachY] = [2.5 * Math.cos(angle), 2.5 * Math.sin(angle)];
      eraseLine(canvas, [x - reachX, y - reachY], [x + reachX, y + reachY], 0.2 + 0.5 * random());
      break;
    }
  }
}

/** A pen that gives more ink here than there: full at some corners of a coarse grid, down to half at others. */
export function fadeInk({ width, height, ink }: Canvas, random: Random): void {
  const corners = Float32Array.from({ length: 16 }, () => 0.4 + 0.6 * random());
  for (let y = 0, at = 0; y < height; y++) {
    const gridY = (3 * y) / height;
    const top = Math.floor(gridY);
    for (let x = 0; x < width; x++, at++) {
      const gridX = (3 * x) / width;
      const left = Math.floor(gridX);
      const corner = top * 4 + left;
      const above = corners[corner]! + (corners[corner + 1]! - corners[corner]!) * (gridX - left);
      const below = corners[corner + 4]! + (corners[corner + 5]! - corners[corner + 4]!) * (gridX - left);
      ink[at]! *= above + (below - above) * (gridY - top);
    }
  }
}

/** Greys made lighter (`gamma` above 1) or darker (below 1); paper and full ink stay. */
export function tone({ ink }: Canvas, gamma: number): void {
  for (let at = 0; at < ink.length; at++) if (ink[at]! > 0) ink[at] = ink[at]! ** gamma;
}

/** Strokes without grey: what has more ink than `level` becomes full ink, what has less becomes paper. */
export function harden({ ink }: Canvas, level: number): void {
  for (let at = 0; at < ink.length; at++) ink[at] = ink[at]! > level ? 1 : 0;
}

/** Noise up to `strength` up or down on every pixel. */
export function grain({ ink }: Canvas, strength: number, random: Random): void {
  for (let at = 0; at < ink.length; at++) ink[at] = Math.min(1, Math.max(0, ink[at]! + around(strength, random)));
}
