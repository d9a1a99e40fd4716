import type { IncomingMessage } from 'node:http';

/**
 * Bytes that must come in a second, on average. Any line that somebody would send pictures over has more; at fewer, the
 * largest picture would hold its connection for hours.
 */
const LEAST_RATE = 1_000;

/**
 * Seconds without a byte that are granted, at the beginning and whenever enough has come: a telephone that goes from one
 * cell to the next is silent for some.
 */
const GRACE = 15;

interface Credit {
  /** Seconds. */
  left: number;
  /** Bytes of its connection at the last look. */
  read: number;
}

/** Tells which requests' bodies come too slowly, from looking at them once a second. */
export class SlowBodies {
  private readonly credits = new WeakMap<IncomingMessage, Credit>();

  /** @param grace seconds without a byte that are granted */
  constructor(private readonly grace = GRACE) {}

  /**
   * To be called once a second while the request is incomplete. Seconds are counted by the calls, so that a process that
   * stood still blames nobody for it; and only while somebody reads, for else it is us who are slow.
   */
  isTooSlow(request: IncomingMessage): boolean {
    const { bytesRead } = request.socket;
    const credit = this.credits.get(request) ?? { left: this.grace, read: bytesRead };
    if (request.readableFlowing && request.readableLength === 0) {
      const earned = (bytesRead - credit.read) / LEAST_RATE;
      credit.left = Math.min(this.grace, credit.left + earned) - 1;
    }
    credit.read = bytesRead;
    this.credits.set(request, credit);
    return credit.left < 0;
  }
}
