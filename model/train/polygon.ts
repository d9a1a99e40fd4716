import type { Canvas, Point } from './canvas.js';

/** Sample rows in a pixel: edges are antialiased down and across. */
const FINE = 3;

/**
 * Fills the inside of a closed outline (even-odd), over what was there.
 * @param paint ink of a pixel, 0 to 1
 */
export function fillPolygon(canvas: Canvas, outline: readonly Point[], paint: (x: number, y: number) => number): void {
  const { width, height, ink } = canvas;
  const cover = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    cover.fill(0);
    for (let fine = 0; fine < FINE; fine++) addRow(cover, crossings(outline, y - 0.5 + (fine + 0.5) / FINE));
    for (let x = 0; x < width; x++) {
      if (cover[x]! > 0) ink[y * width + x]! += (paint(x, y) - ink[y * width + x]!) * Math.min(1, cover[x]!);
    }
  }
}

/** Where the outline crosses a horizontal line, from left to right. */
function crossings(outline: readonly Point[], y: number): number[] {
  const found: number[] = [];
  outline.forEach(([fromX, fromY], index) => {
    const [toX, toY] = outline[(index + 1) % outline.length]!;
    if (fromY <= y !== toY <= y) found.push(fromX + ((y - fromY) / (toY - fromY)) * (toX - fromX));
  });
  return found.sort((a, b) => a - b);
}

function addRow(cover: Float32Array, edges: readonly number[]): void {
  for (let pair = 0; pair + 1 < edges.length; pair += 2) {
    const [from, to] = [edges[pair]!, edges[pair + 1]!];
    const last = Math.min(cover.length - 1, Math.floor(to + 0.5));
    for (let x = Math.max(0, Math.ceil(from - 0.5)); x <= last; x++) {
      cover[x]! += Math.max(0, Math.min(to, x + 0.5) - Math.max(from, x - 0.5)) / FINE;
    }
  }
}
