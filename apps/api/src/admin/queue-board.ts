import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { Express, NextFunction, Request, RequestHandler, Response } from 'express';
import { CodedError, problem, QUEUE, SALIENCY, SUBMITTED } from '#contract';
import { languageOf, type Config } from '#platform';
import { Gate } from '../access/gate.js';
import { smallPage } from '../http/small-page.js';
import { CONFIG } from '../tokens.js';

/** Where the queues are shown. */
export const BOARD = '/admin/queues';

/** The page brings its own styles along, in the document too; everything it needs is here. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'";

/** Shows the queues and their jobs to administrators: what waits, what is tried again, what was given up. */
@Injectable()
export class QueueBoard {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @InjectQueue(QUEUE) private readonly awaited: Queue,
    @InjectQueue(SUBMITTED) private readonly submitted: Queue,
    @InjectQueue(SALIENCY) private readonly maps: Queue,
    private readonly gate: Gate,
  ) {}

  /** What answers below {@link BOARD}: whether somebody may see it first, and then the board. */
  handlers(): RequestHandler[] {
    return [this.admit, this.board()];
  }

  private readonly admit = (request: Request, response: Response, next: NextFunction): void => {
    response.set({ 'Content-Security-Policy': POLICY, 'Cache-Control': 'no-store', 'Referrer-Policy': 'same-origin' });
    this.gate.admit(request, 'admin').then(
      () => next(),
      (error: unknown) => this.refuse(error, request, response, next),
    );
  };

  /** A person who comes here by a link is told where to sign in. */
  private refuse(error: unknown, request: Request, response: Response, next: NextFunction): void {
    const isPerson = request.accepts(['json', 'html']) === 'html';
    if (!isPerson || !(error instanceof CodedError)) return next(error);
    const { status, title, detail } = problem(error.code, languageOf(request));
    response.status(status);
    response.send(smallPage(response, title, `<p>${detail}</p><p><a href="${this.config.pathPrefix}/">Lince</a></p>`));
  }

  private board(): Express {
    const serverAdapter = new ExpressAdapter();
    serverAdapter.setBasePath(this.config.pathPrefix + BOARD);
    createBullBoard({
      queues: [this.awaited, this.submitted, this.maps].map((queue) => new BullMQAdapter(queue)),
      serverAdapter,
      options: { uiConfig: { boardTitle: 'Lince' } },
    });
    const app = serverAdapter.getRouter() as Express;
    return app.disable('x-powered-by');
  }
}
