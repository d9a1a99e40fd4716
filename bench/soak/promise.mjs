import { isFinal } from './course.mjs';

/**
 * What the service has promised by a 202, or by an answer with an id, and what it said of it since; as one client knows it.
 * Times are milliseconds of one clock.
 */
export class Promised {
  /** The outcome's text, when it was first heard, and by which door. */
  ended = null;
  /** It was erased at our wish. */
  erased = false;
  /** We wished it to be erased, and do not know whether it was. */
  mayBeGone = false;
  /** Nothing is known of it any more, though it should be. */
  missing = false;

  /**
   * @param about.door by which it came
   * @param about.picture what it is of; about.pictures and about.names of a batch
   */
  constructor(id, about) {
    this.id = id;
    Object.assign(this, about);
  }

  /** Whether there is nothing more to wait for. */
  get isKept() {
    return this.ended !== null || this.erased;
  }

  /**
   * Hears of its state.
   * @param news.state as clients see it
   * @param news.outcome the text of what became of it, where the state is final
   * @param news.by the door that told
   * @param news.asked when that was asked for; news of a stream may be late, and has none
   * @returns what contradicts what was heard before, in words; null where nothing does
   */
  hear({ state, outcome, by, asked, now }) {
    if (this.erased && asked > this.erasedAt) return `erased, then ${state} (${by})`;
    if (!isFinal(state)) {
      const wentBack = this.ended && asked > this.ended.at;
      return wentBack ? `${brief(this.ended.outcome)} (${this.ended.by}), then ${state} (${by})` : null;
    }
    if (!this.ended) this.ended = { outcome, by, at: now };
    if (outcome === this.ended.outcome) return null;
    return `${brief(this.ended.outcome)} (${this.ended.by}), then ${brief(outcome)} (${by})`;
  }

  /** Hears that there is no such thing. @returns whether that cannot be, and was not heard before */
  hearOfNone(now) {
    if (this.mayBeGone) this.eraseAt(now);
    if (this.erased || this.missing) return false;
    this.missing = true;
    return true;
  }

  eraseAt(now) {
    if (this.erased) return;
    this.erased = true;
    this.erasedAt = now;
  }
}

/** The state, and what of an outcome tells it from most others. */
export const brief = (outcome) => outcome.split(' ').slice(0, 6).join(' ');
