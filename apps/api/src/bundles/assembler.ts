import { BUNDLE_BYTES, BUNDLE_PICTURES, type ModelReference } from '#contract';

/** What an assembler needs to know of a picture. */
export interface Bundled {
  upload: Uint8Array;
  model: ModelReference;
}

interface Options<T> {
  /** Most bundles that may be under way now. */
  slots: () => number;
  /** Sends a bundle on its way; resolves when it is not under way any more, and does not throw. */
  send: (pictures: T[]) => Promise<void>;
}

/** While one bundle is under way, a second one goes when it holds as many pictures. */
const SECOND = 8;
/** Full bundles gain nothing by waiting here: as many times the slots may be under way. */
const AHEAD = 4;
/** Milliseconds for which clients that have just been answered are taken to be about to send their next pictures. */
const GRACE = 2;
/** Milliseconds after which, and times as long as usual, a bundle that is still out gives its slot back. */
const LATE = 1_000;
const FAR_LONGER = 8;
/** How much of what is usual is the last bundle's doing. */
const LEARNING = 0.1;

/**
 * Group commit: a picture that comes while nothing is under way goes at once; those that come while something is gather,
 * and go together, so that bundles are as small as the load is light and as large as it is heavy. The pictures of one
 * turn of the event loop go together in any case. When several have just been answered, the first that comes waits a
 * moment for as many: else it would go alone, and all the others would have to wait for it.
 */
export class Assembler<T extends Bundled> {
  private waiting: T[] = [];
  private bytes = 0;
  private underWay = 0;
  private turn: NodeJS.Immediate | null = null;
  private grace: NodeJS.Timeout | null = null;
  /** How many pictures are likely to come, and until when. */
  private expected = { pictures: 0, until: 0 };
  /** Milliseconds that a bundle is under way. */
  private usual = 0;

  constructor(private readonly options: Options<T>) {}

  add(picture: T): void {
    this.waiting.push(picture);
    this.bytes += picture.upload.length;
    this.turn ??= setImmediate(() => {
      this.turn = null;
      this.sendOn();
    });
  }

  /** Sends all that waits, however much is under way: somebody will not wait any longer for it to be accepted. */
  flush(): void {
    while (this.waiting.length > 0) void this.sendNext();
  }

  private sendOn(): void {
    while (this.waiting.length > 0 && this.mayGo()) void this.sendNext();
  }

  private mayGo(): boolean {
    if (this.underWay === 0) return !this.moreIsComing();
    const full = this.waiting.length >= BUNDLE_PICTURES || this.bytes >= BUNDLE_BYTES;
    if (full) return this.underWay < AHEAD * this.options.slots();
    return this.underWay === 1 && this.options.slots() > 1 && this.waiting.length >= SECOND;
  }

  private moreIsComing(): boolean {
    const left = this.expected.until - performance.now();
    if (left <= 0 || this.waiting.length >= Math.min(this.expected.pictures, BUNDLE_PICTURES)) return false;
    this.grace ??= setTimeout(() => {
      this.grace = null;
      this.sendOn();
    }, left);
    return true;
  }

  private async sendNext(): Promise<void> {
    const began = performance.now();
    const pictures = this.takeNext();
    let late: NodeJS.Timeout | undefined;
    const isLate = new Promise<void>((resolve) => {
      late = setTimeout(resolve, Math.max(LATE, FAR_LONGER * this.usual)).unref();
    });
    this.underWay++;
    // Its worker may be dead: others need not wait until another one takes it up.
    await Promise.race([this.options.send(pictures), isLate]);
    clearTimeout(late);
    this.underWay--;
    this.expected = { pictures: pictures.length, until: performance.now() + GRACE };
    this.usual += LEARNING * (performance.now() - began - this.usual);
    this.sendOn();
  }

  /** The pictures that have waited longest and are for one model, as many as a bundle takes. */
  private takeNext(): T[] {
    const { model } = this.waiting[0]!;
    const taken: T[] = [];
    const left: T[] = [];
    let bytes = 0;
    for (const picture of this.waiting) {
      const fits =
        taken.length === 0 || (taken.length < BUNDLE_PICTURES && bytes + picture.upload.length <= BUNDLE_BYTES);
      if (fits && isSame(picture.model, model)) {
        taken.push(picture);
        bytes += picture.upload.length;
      } else left.push(picture);
    }
    this.waiting = left;
    this.bytes -= bytes;
    return taken;
  }
}

const isSame = (one: ModelReference, other: ModelReference): boolean =>
  one.name === other.name && one.version === other.version;
