/** Bytes that are made room for at first. */
const LEAST = 65_536;

/** Bytes that come in pieces. Kept as they come, each piece, of a byte maybe, would hold on to the 64 kB it was read with. */
export class Gathered {
  private store: Buffer = Buffer.alloc(0);
  private filled = 0;

  get length(): number {
    return this.filled;
  }

  add(piece: Buffer): void {
    const length = this.filled + piece.length;
    // Most have a single one.
    if (this.filled === 0) this.store = Buffer.from(piece);
    else {
      if (length > this.store.length) this.grow(length);
      piece.copy(this.store, this.filled);
    }
    this.filled = length;
  }

  /** All of them; to be asked for when no more come. */
  whole(): Buffer {
    return this.store.subarray(0, this.filled);
  }

  private grow(least: number): void {
    const larger = Buffer.allocUnsafe(Math.max(LEAST, 2 * this.store.length, least));
    this.store.copy(larger, 0, 0, this.filled);
    this.store = larger;
  }
}
