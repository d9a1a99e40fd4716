import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CodedError, type ModelReference, type PredictAnswer, type Snapshot } from '#contract';
import { Fingerprint, formatJobId, languageOf, onceOf, type Config } from '#platform';
import { ownerOf, requireStillIn } from '../access/principal.js';
import { Admission } from '../admission/admission.js';
import { callerOf } from '../admission/caller.js';
import { Submissions, type Sent } from '../bundles/submissions.js';
import { Closing } from '../http/closing.js';
import { single } from '../http/single.js';
import { Jobs } from '../jobs/jobs.js';
import { pathOf, toSnapshot, type PlacedJob } from '../jobs/snapshot.js';
import { ModelList } from '../models/model-list.js';
import { CONFIG } from '../tokens.js';
import { answerOf } from './answer.js';
import { idempotencyKeyOf } from './idempotency.js';
import { parsePrefer } from './prefer.js';
import { readUpload } from './upload.js';

/** The doors that a picture comes in by. */
@Controller()
export class PredictController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly admission: Admission,
    private readonly models: ModelList,
    private readonly submissions: Submissions,
    private readonly jobs: Jobs,
    private readonly closing: Closing,
  ) {}

  /** Waits for the answer, as long as is preferred, or until the time is up. */
  @Post('predict')
  @HttpCode(200)
  async predict(
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<PredictAnswer | Snapshot> {
    const preference = parsePrefer(request.headers.prefer);
    if (preference?.wait === 0) {
      response.set('Preference-Applied', preference.applied);
      return this.submit(request, response);
    }
    if (preference) await this.admission.requireRoom();
    await this.admission.waitFor(request, response);
    const model = await this.models.resolve(single(request.query.model));
    if (!preference) await this.models.requireWorker(model);
    const picture = await this.receive(request, model);
    const signal = this.closing.signalFor(response, 'prediction');
    const patience = Math.min(preference?.wait ?? Infinity, this.config.predictTimeout);

    const ended = await this.submissions.predict(picture, patience, signal);
    if (ended.again) response.set('Idempotency-Replayed', 'true');
    if (preference) response.set('Preference-Applied', preference.applied);
    const answer = answerOf(ended);
    if (answer) return answer;
    const id = formatJobId(ended.id);
    if (preference) {
      const job = await this.jobs.read(id, ownerOf(request));
      return this.accepted(await this.jobs.placed(job), request, response);
    }
    response.location(pathOf(id, this.config.pathPrefix));
    throw new CodedError('prediction_timeout');
  }

  /** Takes the picture, and leaves the answer for later. */
  @Post('v1/jobs')
  async submit(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<Snapshot> {
    await this.admission.leave(request, response);
    const model = await this.models.resolve(single(request.query.model));
    const { job, again } = await this.submissions.submit(await this.receive(request, model));
    if (again) response.set('Idempotency-Replayed', 'true');
    return this.accepted(job, request, response);
  }

  private async receive(request: Request, model: ModelReference): Promise<Sent> {
    const owner = ownerOf(request);
    const key = idempotencyKeyOf(request.headers);
    const upload = await readUpload(request, this.config.limits.uploadBytes);
    requireStillIn(request);
    const once = key && onceOf({ kind: 'job', owner, key }, new Fingerprint(model).add(upload));
    return { upload, model, owner, caller: callerOf(request), once };
  }

  private accepted(job: PlacedJob, request: Request, response: Response): Snapshot {
    const snapshot = toSnapshot(job, languageOf(request), this.config.pathPrefix);
    response.status(202).location(snapshot.links.self);
    return snapshot;
  }
}
