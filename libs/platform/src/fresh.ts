/** Milliseconds that an answer stays good. */
const GOOD_FOR = 1_000;

/** Asks again when what it knows is old, so that any number of callers cost one question a second. */
export class Fresh<T> {
  private known: { value: T; until: number } | null = null;
  private asked: Promise<T> | null = null;

  constructor(private readonly question: () => Promise<T>) {}

  /** @param good whether a known answer will do; else it is asked at once, however new that one is */
  async get(good: (value: T) => boolean = () => true): Promise<T> {
    if (this.known && Date.now() < this.known.until && good(this.known.value)) return this.known.value;
    this.asked ??= this.ask();
    return this.asked;
  }

  private async ask(): Promise<T> {
    try {
      const value = await this.question();
      this.known = { value, until: Date.now() + GOOD_FOR };
      return value;
    } finally {
      this.asked = null;
    }
  }
}
