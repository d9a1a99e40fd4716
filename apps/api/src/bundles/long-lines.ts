import { BUNDLE_PICTURES } from '#contract';

/** Pictures in line from which a caller is one of those whom others must not travel with. */
const LONG = 2 * BUNDLE_PICTURES;
/** Milliseconds for which what was heard of a caller holds. */
const MEMORY = 10_000;

/**
 * The callers who have many pictures in line. Theirs travel in bundles of their own, so that they wait for each other alone;
 * those of all others share bundles.
 */
export class LongLines {
  private readonly until = new Map<string, number>();

  /** @param ahead pictures that the caller with most of them has in line */
  note(callers: Iterable<string>, ahead: number, now = performance.now()): void {
    if (ahead <= LONG) return;
    for (const [caller, until] of this.until) if (until < now) this.until.delete(caller);
    for (const caller of callers) this.until.set(caller, now + MEMORY);
  }

  has(caller: string, now = performance.now()): boolean {
    return now < (this.until.get(caller) ?? 0);
  }
}
