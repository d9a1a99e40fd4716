import { CodedError } from '#contract';

const NOTHING = Buffer.alloc(0);

/** Bytes that come in pieces, asked for as they are needed. */
export class ByteSource {
  private held: Buffer = NOTHING;
  private readonly pieces: AsyncIterator<Buffer>;

  constructor(pieces: AsyncIterable<Buffer>) {
    this.pieces = pieces[Symbol.asyncIterator]();
  }

  /** The next bytes, as many as have come, at most `most`; null at the end. */
  async some(most = Infinity): Promise<Buffer | null> {
    while (this.held.length === 0) {
      const next = await this.pieces.next();
      if (next.done) return null;
      this.held = next.value;
    }
    const taken = this.held.subarray(0, most);
    this.held = this.held.subarray(taken.length);
    return taken;
  }

  /**
   * So many bytes.
   * @throws CodedError `archive_unreadable` when they end before
   */
  async exactly(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let missing = count; missing > 0; missing -= parts.at(-1)!.length) {
      const part = await this.some(missing);
      if (!part) throw new CodedError('archive_unreadable');
      parts.push(part);
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  }

  /** Gives back what was taken and not used: it comes next. */
  putBack(bytes: Buffer): void {
    this.held = this.held.length === 0 ? bytes : Buffer.concat([bytes, this.held]);
  }

  /** Reads what is left, and throws it away. */
  async drain(): Promise<void> {
    while (await this.some());
  }
}
