import { CodedError } from '#contract';

/** The share of the bytes that one caller may hold: few requests suffice to declare all of them. */
const BYTES_OF_ONE = 0.5;

interface Held {
  count: number;
  bytes: number;
}

/** The requests with pictures that this process has open: how many, and how many bytes they may hold in memory. */
export class OpenRequests {
  private readonly byCaller = new Map<string, Held>();
  private readonly all: Held = { count: 0, bytes: 0 };

  /** @param most.ofOneCaller how many one caller may have open: the rest is for those who come later */
  constructor(private readonly most: { count: number; bytes: number; ofOneCaller: number }) {}

  get count(): number {
    return this.all.count;
  }

  get left(): number {
    return this.all.bytes >= this.most.bytes ? 0 : Math.max(0, this.most.count - this.count);
  }

  /** Whether a caller has one open. */
  has(caller: string): boolean {
    return this.byCaller.has(caller);
  }

  /**
   * Lets a request in. One that holds more than it may comes in where nobody, or nothing of its caller's, is before it.
   * @param bytes that it may hold
   * @returns what is to be called once when it is over
   * @throws CodedError `overloaded`, `too_many_waiting`
   */
  enter(caller: string, bytes: number): () => void {
    const { all, most } = this;
    const own = this.byCaller.get(caller) ?? { count: 0, bytes: 0 };
    const exceeds = (held: Held, limit: number): boolean => held.bytes > 0 && held.bytes + bytes > limit;
    if (all.count >= most.count || exceeds(all, most.bytes)) throw new CodedError('overloaded');
    if (own.count >= most.ofOneCaller || exceeds(own, BYTES_OF_ONE * most.bytes)) {
      throw new CodedError('too_many_waiting');
    }
    this.byCaller.set(caller, own);
    for (const held of [all, own]) add(held, 1, bytes);
    return () => {
      for (const held of [all, own]) add(held, -1, -bytes);
      if (own.count === 0) this.byCaller.delete(caller);
    };
  }
}

function add(held: Held, count: number, bytes: number): void {
  held.count += count;
  held.bytes += bytes;
}
