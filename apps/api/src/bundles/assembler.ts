import { BUNDLE_BYTES, BUNDLE_PICTURES } from '#contract';
import { inTurn } from './in-turn.js';

/** What an assembler needs to know of a picture. */
export interface Bundled {
  upload: Uint8Array;
  /** Who sent it. */
  caller: string;
}

export interface AssemblerOptions<T> {
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
  /** When each of those that wait came. */
  private readonly since = new WeakMap<T, number>();
  private bytes = 0;
  private underWay = 0;
  private turn: NodeJS.Immediate | null = null;
  private grace: NodeJS.Timeout | null = null;
  /** How many pictures are likely to come, and until when. */
  private expected = { pictures: 0, until: 0 };
  /** Milliseconds that a bundle is under way. */
  private usual = 0;

  constructor(private readonly options: AssemblerOptions<T>) {}

  /** Milliseconds that the picture which came first of those that wait has waited. */
  get age(): number {
    const [first] = this.waiting;
    return first ? performance.now() - this.since.get(first)! : 0;
  }

  /** Whether nothing waits, and nothing is under way. */
  get isIdle(): boolean {
    return this.waiting.length === 0 && this.underWay === 0;
  }

  add(picture: T): void {
    this.waiting.push(picture);
    this.since.set(picture, performance.now());
    this.bytes += picture.upload.length;
    this.turn ??= setImmediate(() => {
      this.turn = null;
      if (this.bytes > MOST_WAITING) this.sendAll();
      else this.sendOn();
    });
  }

  /** If a picture still waits here, sends it at once, alone: somebody will not wait any longer for it to be accepted. */
  hurry(picture: T): void {
    if (this.withdraw(picture)) void this.send([picture]);
  }

  /** Takes a picture back that nobody wants any more. @returns whether it was still here */
  withdraw(picture: T): boolean {
    const at = this.waiting.indexOf(picture);
    if (at < 0) return false;
    this.waiting.splice(at, 1);
    this.bytes -= picture.upload.length;
    return true;
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

  private sendNext(): Promise<void> {
    return this.send(this.takeNext());
  }

  private async send(pictures: T[]): Promise<void> {
    const began = performance.now();
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

  /** The pictures to go next, as many as a bundle takes: of each caller in turn, so that who sends many holds up no other. */
  private takeNext(): T[] {
    const isAll = this.waiting.length <= BUNDLE_PICTURES && this.bytes <= BUNDLE_BYTES;
    const next = isAll ? this.waiting : firstOf(inTurn(this.waiting));
    this.waiting = isAll ? [] : without(this.waiting, new Set(next));
    for (const { upload } of next) this.bytes -= upload.length;
    return next;
  }
}

/** As many as a bundle takes; one that is larger than a bundle goes alone. */
function firstOf<T extends Bundled>(pictures: Iterable<T>): T[] {
  const next: T[] = [];
  let bytes = 0;
  for (const picture of pictures) {
    if (next.length === BUNDLE_PICTURES || (next.length > 0 && bytes + picture.upload.length > BUNDLE_BYTES)) break;
    next.push(picture);
    bytes += picture.upload.length;
  }
  return next;
}

const without = <T>(all: T[], some: Set<T>): T[] => all.filter((each) => !some.has(each));
