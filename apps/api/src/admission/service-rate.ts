/** How much of what is known is the last look's doing. */
const LEARNING = 0.4;
/** Seconds that are told at most, and while nothing is known of the rate. */
const LONGEST = 60;
const UNKNOWN = 5;

/**
 * How many pictures are answered a second while some wait. A service that idles says nothing of what it could do, but that it
 * can do at least what it does; one that does nothing at all is stuck, which is another matter.
 */
export class ServiceRate {
  private last: { done: number; at: number; busy: boolean } | null = null;
  private perSecond = 0;

  /**
   * @param done pictures answered, ever
   * @param busy whether some wait
   * @param at ms of any clock that runs evenly
   */
  note(done: number, busy: boolean, at = performance.now()): void {
    const { last } = this;
    this.last = { done, at, busy };
    if (!last || at <= last.at || done <= last.done) return;
    const rate = (done - last.done) / ((at - last.at) / 1_000);
    if (last.busy && busy) this.perSecond += (this.perSecond === 0 ? 1 : LEARNING) * (rate - this.perSecond);
    else if (this.perSecond > 0) this.perSecond = Math.max(this.perSecond, rate);
  }

  /** Milliseconds that so many pictures take; 0 while nothing is known. */
  msFor(pictures: number): number {
    return this.perSecond > 0 ? (1_000 * pictures) / this.perSecond : 0;
  }

  /** Whole seconds that so many pictures take, at least 1. */
  secondsFor(pictures: number): number {
    if (this.perSecond <= 0) return UNKNOWN;
    return Math.min(LONGEST, Math.max(1, Math.ceil(this.msFor(pictures) / 1_000)));
  }
}
