/** Keeps what arrives until it is asked for; one reader. */
export class Inbox<T> {
  private readonly items: T[] = [];
  private wake: () => void = () => undefined;

  /** @param signal ends the reading, without an error */
  constructor(private readonly signal: AbortSignal) {
    signal.addEventListener('abort', () => this.wake(), { once: true });
  }

  readonly put = (item: T): void => {
    this.items.push(item);
    this.wake();
  };

  get isEmpty(): boolean {
    return this.items.length === 0;
  }

  /** Everything that arrives, in order, until the signal. */
  async *read(): AsyncGenerator<T> {
    while (!this.signal.aborted) {
      if (this.items.length > 0) yield this.items.shift()!;
      else await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }
}
