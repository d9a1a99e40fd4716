import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CodedError } from '#contract';
import type { Config } from '#platform';
import { Submissions } from '../bundles/submissions.js';
import { Spending } from '../access/spending.js';
import { whenOver } from '../http/over.js';
import { CONFIG } from '../tokens.js';
import { callerOf } from './caller.js';
import { OpenRequests } from './open-requests.js';
import { refusal, tellRoom } from './rate-limit.js';
import { ONE_CALLER, Room } from './room.js';

/** Bytes that a request holds besides its picture. */
const ASIDE = 2_000;

/** Decides at the door, before a body is read, whether a request with pictures comes in. */
@Injectable()
export class Admission {
  private readonly open: OpenRequests;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly room: Room,
    private readonly submissions: Submissions,
    private readonly spending: Spending,
  ) {
    const { open, openBytes } = config.admission;
    this.open = new OpenRequests({ count: open, bytes: openBytes, ofOneCaller: Math.ceil(ONE_CALLER * open) });
  }

  /**
   * Lets a picture in whose answer is waited for.
   * @throws CodedError `overloaded`, `too_many_waiting`, `rate_exceeded`, `quota_exceeded`, `queue_unavailable`
   */
  async waitFor(request: Request, response: Response): Promise<void> {
    // Those whose bodies still come in are before this one, too.
    const ahead = this.open.count;
    const seconds = this.room.rate.secondsFor(ahead);
    tellRoom(response, { limit: this.config.admission.open, left: this.open.left, seconds });
    if (this.room.isShort) throw refusal('overloaded', seconds);
    // The first may not have waited long yet when many come at once: the last would. Whoever has nothing here is served
    // next, however much others have.
    const isLate = Math.max(this.submissions.age, this.room.rate.msFor(ahead)) > this.config.admission.doorWait;
    if (isLate && this.open.has(callerOf(request))) throw refusal('overloaded', seconds);
    await this.enter(request, response, seconds);
  }

  /**
   * Lets pictures in whose answers are asked for later.
   * @throws CodedError `overloaded`, `too_many_waiting`, `rate_exceeded`, `quota_exceeded`, `queue_unavailable`
   */
  async leave(request: Request, response: Response): Promise<void> {
    const isRoom = await this.room.isThere();
    const { left, limits, seconds } = this.room;
    tellRoom(response, { limit: limits.pictures, left, seconds });
    if (!isRoom) throw refusal('overloaded', seconds);
    await this.enter(request, response, seconds);
  }

  /**
   * For a picture that may be left, if its answer does not come in time.
   * @throws CodedError `overloaded`, `queue_unavailable`
   */
  async requireRoom(): Promise<void> {
    if (!(await this.room.isThere())) throw refusal('overloaded', this.room.seconds);
  }

  /** What there is no room for is not counted. */
  private async enter(request: Request, response: Response, seconds: number): Promise<void> {
    const charge = await this.spending.enter(request, response);
    const most = this.config.limits.uploadBytes;
    const declared = Number(request.headers['content-length'] ?? most) || 0;
    try {
      whenOver(response, this.open.enter(callerOf(request), Math.min(declared, most) + ASIDE));
    } catch (error) {
      await this.spending.giveBack(request, charge, 1).catch(() => undefined);
      throw error instanceof CodedError ? refusal(error.code, seconds) : error;
    }
  }
}
