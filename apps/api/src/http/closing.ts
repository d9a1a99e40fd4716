import { Injectable } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { principalOf } from '../access/principal.js';
import { whenOver } from './over.js';

/** Milliseconds that calls which wait for a prediction get to end by themselves. */
const GRACE = 3_000;

/** Why a signal was aborted, where it was for the client's hanging up. */
export const HUNG_UP = Symbol('hung up');

type Kind = 'poll' | 'prediction';

/**
 * Ends what waits when this process stops. First it only says so, to those who ask whether it is ready and to each client in
 * its answer, so that all go elsewhere; then polls and streams end at once, calls for a prediction a little later.
 */
@Injectable()
export class Closing {
  private announced = false;
  private readonly waiting: Record<Kind, Set<AbortController>> = { poll: new Set(), prediction: new Set() };
  private readonly ended = new Set<Kind>();

  /** Whether this process is about to stop. */
  get isAnnounced(): boolean {
    return this.announced;
  }

  announce(): void {
    this.announced = true;
  }

  /**
   * Aborted when the client hangs up (with {@link HUNG_UP}), when the key of a poll is revoked, or when this process stops; at
   * once if that has begun.
   */
  signalFor(response: Response, kind: Kind): AbortSignal {
    const controller = new AbortController();
    if (this.ended.has(kind)) controller.abort();
    this.waiting[kind].add(controller);
    // A prediction ends soon by itself.
    const revoked = kind === 'poll' ? principalOf(response.req)?.revoked : undefined;
    const end = (): void => controller.abort();
    if (revoked?.aborted) end();
    revoked?.addEventListener('abort', end);
    whenOver(response, () => {
      revoked?.removeEventListener('abort', end);
      this.waiting[kind].delete(controller);
      if (!response.writableFinished) controller.abort(HUNG_UP);
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

/** Tells clients, while this process is about to stop, that their next request goes over another connection. */
export const lastAnswers =
  (closing: Closing) =>
  (_request: Request, response: Response, next: NextFunction): void => {
    if (closing.isAnnounced) response.set('Connection', 'close');
    next();
  };
