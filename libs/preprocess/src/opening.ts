import { inverted, type GreyImage } from './grey.js';

/** Width of one cell, in pixels: the surface is looked at more coarsely than the picture. */
const CELL = 4;
/** What is taken off, as a share of the picture's longer side: wider than pens and most blots, narrower than shadows. */
const BRIDGED = 0.3;

/**
 * What a picture would be without all that is high and narrow: an opening (erosion, then dilation by a square) of the
 * lowest level of each cell. The edges of what is high and wide stay sharp.
 * @returns one level a pixel
 */
export function opened({ width, height, pixels }: GreyImage): Uint8Array {
  const columns = Math.ceil(width / CELL);
  const rows = Math.ceil(height / CELL);
  const cells = new Uint8Array(columns * rows).fill(255);
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / CELL) * columns;
    for (let x = 0; x < width; x++) {
      const cell = row + ((x / CELL) | 0);
      const level = pixels[y * width + x]!;
      if (level < cells[cell]!) cells[cell] = level;
    }
  }
  const reach = Math.round((BRIDGED * Math.max(columns, rows)) / 2);
  const low = transposed(lowest(transposed(lowest(cells, columns, reach), columns), rows, reach), rows);
  const back = transposed(lowest(transposed(lowest(inverted(low), columns, reach), columns), rows, reach), rows);
  return enlarged(inverted(back), columns, rows, width, height);
}

/** For each cell the lowest of its row within `reach`. */
function lowest(cells: Uint8Array, columns: number, reach: number): Uint8Array {
  const result = new Uint8Array(cells.length);
  for (let row = 0; row < cells.length; row += columns) {
    for (let x = 0; x < columns; x++) {
      let level = 255;
      const last = row + Math.min(columns - 1, x + reach);
      for (let near = row + Math.max(0, x - reach); near <= last; near++) {
        if (cells[near]! < level) level = cells[near]!;
      }
      result[row + x] = level;
    }
  }
  return result;
}

/** Rows become columns. */
function transposed(cells: Uint8Array, columns: number): Uint8Array {
  const rows = cells.length / columns;
  const result = new Uint8Array(cells.length);
  for (let y = 0; y < rows; y++) for (let x = 0; x < columns; x++) result[x * rows + y] = cells[y * columns + x]!;
  return result;
}

/** From cells to pixels, linearly between the cells' middles. */
function enlarged(cells: Uint8Array, columns: number, rows: number, width: number, height: number): Uint8Array {
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const atY = Math.min(rows - 1, Math.max(0, (y + 0.5) / CELL - 0.5));
    const above = Math.floor(atY);
    const shareY = atY - above;
    const [upper, lower] = [above * columns, Math.min(rows - 1, above + 1) * columns];
    for (let x = 0; x < width; x++) {
      const atX = Math.min(columns - 1, Math.max(0, (x + 0.5) / CELL - 0.5));
      const left = atX | 0;
      const right = Math.min(columns - 1, left + 1);
      const high = cells[upper + left]! + (cells[upper + right]! - cells[upper + left]!) * (atX - left);
      const low = cells[lower + left]! + (cells[lower + right]! - cells[lower + left]!) * (atX - left);
      pixels[y * width + x] = high + (low - high) * shareY + 0.5;
    }
  }
  return pixels;
}
