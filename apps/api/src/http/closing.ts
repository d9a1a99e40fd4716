import { Injectable } from '@nestjs/common';
import type { Response } from 'express';

/** Milliseconds that calls which wait for a prediction get to end by themselves. */
const GRACE = 3_000;

/** Ends what waits when this process stops: polls and streams at once, calls for a prediction a little later. */
@Injectable()
export class Closing {
  private readonly polls = new Set<AbortController>();
  private readonly predictions = new Set<AbortController>();
  private ended = false;

  /** Aborted when the client hangs up, or when this process stops. */
  signalFor(response: Response, kind: 'poll' | 'prediction'): AbortSignal {
    const waiting = kind === 'poll' ? this.polls : this.predictions;
    const controller = new AbortController();
    if (this.ended) controller.abort();
    waiting.add(controller);
    response.once('close', () => {
      waiting.delete(controller);
      controller.abort();
    });
    return controller.signal;
  }

  begin(): void {
    this.polls.forEach((poll) => poll.abort());
    setTimeout(() => {
      this.ended = true;
      this.predictions.forEach((prediction) => prediction.abort());
    }, GRACE).unref();
  }
}
