/** Pieces from which on a body's are counted, and the bytes that they must have on average. */
const MANY = 10_000;
const LEAST = 64;

/** Tells of bodies in so tiny pieces that taking them in is most of the work: no client sends so who means well. */
export class Piecemeal {
  private pieces = 0;
  private bytes = 0;

  /** Counts a piece. @returns whether there are too many for what is in them */
  isTooFine(piece: Buffer): boolean {
    this.bytes += piece.length;
    return ++this.pieces > MANY && this.bytes < this.pieces * LEAST;
  }
}
