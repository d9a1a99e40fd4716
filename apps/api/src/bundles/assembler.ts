import { BUNDLE_BYTES, BUNDLE_PICTURES } from '#contract';

/** What an assembler needs to know of a picture. */
export interface Bundled {
  upload: Uint8Array;
}

interface Options<T> {
  /** How many bundles keep all workers busy, of those that this process sends. */
  slots: () => number;
  /** Whether each picture is so much work that a bundle goes as soon as there is a slot, however little it holds. */
  eager?: boolean;
  /** Sends a bundle on its way; resolves when it is not under way any more, and does not throw. */
  send: (pictures: T[]) => Promise<void>;
}

/** While one bundle is under way, a second one goes when it holds as many pictures. */
const SECOND = 8;
/** Full bundles gain nothing by waiting here: as many times the slots may be under way. */
const AHEAD = 4;
/** Bytes that wait here at most: beyond them all goes to Redis, which has more room. */
const MOST_WAITING = 64_000_000;
/** Milliseconds for which clients that have just been answered are taken to be about to send their next pictures. */
const GRACE = 2;
/** Milliseconds after which, and times as long as usual, a bundle that is still out gives its slot back. */
const LATE = 1_000;
const FAR_LONGER = 8;
/** How much of what is usual is the last bundle's doing. */
const LEARNING = 0.1;

/**
 * Group commit, for pictures of one model: a picture that comes while nothing is under way goes at once; those that come
 * while something is gather, and go together, so that bundles are as small as the load is light and as large as it is
 * heavy. The pictures of one turn of the event loop go together in any case. When several have just been answered, the
 * first that comes waits a moment for as many: else it would go alone, and all the others would have to wait for it.
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
      if (this.bytes > MOST_WAITING) this.sendAll();
      else this.sendOn();
    });
  }

  /** If a picture still waits here, sends all that do: somebody will not wait any longer for it to be accepted. */
  hurry(picture: T): void {
    if (this.waiting.includes(picture)) this.sendAll();
  }

  private sendAll(): void {
    while (this.waiting.length > 0) void this.sendNext();
  }

  private sendOn(): void {
    while (this.waiting.length > 0 && this.mayGo()) void this.sendNext();
  }

  private mayGo(): boolean {
    const { slots, eager } = this.options;
    if (this.underWay === 0) return !this.moreIsComing();
    if (this.waiting.length >= BUNDLE_PICTURES || this.bytes >= BUNDLE_BYTES) return this.underWay < AHEAD * slots();
    if (eager) return this.underWay < slots();
    return this.underWay === 1 && slots() > 1 && this.waiting.length >= SECOND;
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
    const count = pictures.length;
    let timer: NodeJS.Timeout | undefined;
    const isLate = new Promise<'late'>((resolve) => {
      timer = setTimeout(resolve, Math.max(LATE, FAR_LONGER * this.usual), 'late').unref();
    });
    this.underWay++;
    // Its worker may be dead: others need not wait until another one takes it up.
    const end = await Promise.race([this.options.send(pictures), isLate]);
    clearTimeout(timer);
    this.underWay--;
    // What is late tells nothing of what is usual.
    if (end !== 'late') {
      this.expected = { pictures: count, until: performance.now() + GRACE };
      this.usual += LEARNING * (performance.now() - began - this.usual);
    }
    this.sendOn();
  }

  /** The pictures that have waited longest, as many as a bundle takes. */
  private takeNext(): T[] {
    let bytes = 0;
    let count = 0;
    for (const { upload } of this.waiting) {
      if (count === BUNDLE_PICTURES || (count > 0 && bytes + upload.length > BUNDLE_BYTES)) break;
      bytes += upload.length;
      count++;
    }
    this.bytes -= bytes;
    return this.waiting.splice(0, count);
  }
}
