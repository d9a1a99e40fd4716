import { Injectable } from '@nestjs/common';
import type { Response } from 'express';

/** Milliseconds that calls which wait for a prediction get to end by themselves. */
const GRACE = 3_000;

/** Ends what waits when this process stops: polls and streams at once, calls for a prediction a little later. */
@Injectable()
export class Closing {
  private readonly polls = new Set<AbortController>();
  private readonly predictions = new Set<AbortController>();

  /** Aborted when the client hangs up, or when this process stops. */
  signalFor(response: Response, kind: 'poll' | 'prediction'): AbortSignal {
    const waiting = kind === 'poll' ? this.polls : this.predictions;
    const controller = new AbortController();
    waiting.add(controller);
    response.once('close', () => {
      waiting.delete(controller);
      controller.abort();
    });
    return controller.signal;
  }

  begin(): void {
    for (const poll of this.polls) poll.abort();
    setTimeout(() => this.predictions.forEach((prediction) => prediction.abort()), GRACE).unref();
  }
}
