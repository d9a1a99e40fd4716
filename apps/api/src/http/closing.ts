import { Injectable } from '@nestjs/common';
import type { Response } from 'express';

/** Milliseconds that calls which wait for a prediction get to end by themselves. */
const GRACE = 3_000;

type Kind = 'poll' | 'prediction';

/** Ends what waits when this process stops: polls and streams at once, calls for a prediction a little later. */
@Injectable()
export class Closing {
  private readonly waiting: Record<Kind, Set<AbortController>> = { poll: new Set(), prediction: new Set() };
  private readonly ended = new Set<Kind>();

  /** Aborted when the client hangs up, or when this process stops; at once if that has begun. */
  signalFor(response: Response, kind: Kind): AbortSignal {
    const controller = new AbortController();
    if (this.ended.has(kind)) controller.abort();
    this.waiting[kind].add(controller);
    response.once('close', () => {
      this.waiting[kind].delete(controller);
      if (!response.writableFinished) controller.abort();
    });
    return controller.signal;
  }

  begin(): void {
    this.end('poll');
    setTimeout(() => this.end('prediction'), GRACE).unref();
  }

  private end(kind: Kind): void {
    this.ended.add(kind);
    this.waiting[kind].forEach((controller) => controller.abort());
  }
}
