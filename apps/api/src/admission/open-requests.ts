import { CodedError } from '#contract';

/** The requests with pictures that this process has open: how many, and how many bytes they may hold in memory. */
export class OpenRequests {
  private readonly byCaller = new Map<string, number>();
  private bytes = 0;
  private many = 0;

  /** @param most.ofOneCaller how many one caller may have open: the rest is for those who come later */
  constructor(private readonly most: { count: number; bytes: number; ofOneCaller: number }) {}

  get count(): number {
    return this.many;
  }

  get left(): number {
    return this.bytes >= this.most.bytes ? 0 : Math.max(0, this.most.count - this.count);
  }

  /** Whether a caller has one open. */
  has(caller: string): boolean {
    return this.byCaller.has(caller);
  }

  /**
   * Lets a request in.
   * @param bytes that it may hold
   * @returns what is to be called once when it is over
   * @throws CodedError `overloaded`, `too_many_waiting`
   */
  enter(caller: string, bytes: number): () => void {
    const own = this.byCaller.get(caller) ?? 0;
    const isTooLarge = this.bytes > 0 && this.bytes + bytes > this.most.bytes;
    if (this.count >= this.most.count || isTooLarge) throw new CodedError('overloaded');
    if (own >= this.most.ofOneCaller) throw new CodedError('too_many_waiting');
    this.add(caller, 1, bytes);
    return () => this.add(caller, -1, -bytes);
  }

  private add(caller: string, count: number, bytes: number): void {
    this.many += count;
    this.bytes += bytes;
    const own = (this.byCaller.get(caller) ?? 0) + count;
    if (own > 0) this.byCaller.set(caller, own);
    else this.byCaller.delete(caller);
  }
}
