/** Milliseconds that an answer stays good. */
const GOOD_FOR = 1_000;

/** Asks again when what it knows is old, so that many callers cost one question a second. */
export class Fresh<T> {
  private known: { value: T; until: number } | null = null;

  constructor(private readonly ask: () => Promise<T>) {}

  /** @param good whether a known answer will do; else it is asked at once, however new it is */
  async get(good: (value: T) => boolean = () => true): Promise<T> {
    const now = Date.now();
    if (this.known && now < this.known.until && good(this.known.value)) return this.known.value;
    const value = await this.ask();
    this.known = { value, until: now + GOOD_FOR };
    return value;
  }
}
