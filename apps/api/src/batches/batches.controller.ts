import { Controller, Delete, Get, Header, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { BatchResult, BatchSnapshot } from '#contract';
import { languageOf, type Batch, type Config } from '#platform';
import { ownerOf } from '../access/principal.js';
import { Admission } from '../admission/admission.js';
import { Closing } from '../http/closing.js';
import { streamEvents, type Told } from '../http/event-stream.js';
import { patienceOf } from '../http/patience.js';
import { single } from '../http/single.js';
import { ModelList } from '../models/model-list.js';
import { CONFIG } from '../tokens.js';
import { BatchRequests } from './batch-requests.js';
import { stateOf, toBatchResult, toBatchSnapshot } from './batch-snapshot.js';
import { Intake } from './intake.js';
import { sendCsv, sendJson } from './results.js';

/** Many pictures at once. */
@Controller('v1/batches')
export class BatchesController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly admission: Admission,
    private readonly models: ModelList,
    private readonly intake: Intake,
    private readonly batches: BatchRequests,
    private readonly closing: Closing,
  ) {}

  @Post()
  async submit(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<BatchSnapshot> {
    await this.admission.leave(request, response);
    const model = await this.models.resolve(single(request.query.model));
    const signal = this.closing.signalFor(response, 'prediction');
    const { batch, again } = await this.intake.receive(request, model, signal);
    if (again) response.set('Idempotency-Replayed', 'true');
    const snapshot = this.snapshotOf(await this.batches.read(batch, ownerOf(request)));
    response.status(202).location(snapshot.links.self);
    return snapshot;
  }

  @Get(':id')
  @Header('Cache-Control', 'no-store')
  async show(
    @Param('id') id: string,
    @Query('wait') wait: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BatchSnapshot> {
    const patience = patienceOf(wait);
    const owner = ownerOf(request);
    if (patience === 0) return this.snapshotOf(await this.batches.read(id, owner));
    return this.snapshotOf(await this.batches.wait(id, owner, patience, this.closing.signalFor(response, 'poll')));
  }

  @Get(':id/events')
  async events(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const batches = this.batches.follow(id, ownerOf(request), this.closing.signalFor(response, 'poll'));
    await streamEvents(told(batches, this.config.pathPrefix), 'batch_not_found', request, response);
  }

  @Get(':id/results')
  async results(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    response.vary('Accept');
    if (request.accepts(['json', 'csv']) === 'csv') return this.csv(id, request, response);
    const batch = await this.batches.read(id, ownerOf(request));
    await sendJson(this.snapshotOf(batch), this.resultsOf(batch, request), response);
  }

  @Get(':id/results.csv')
  async csv(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const batch = await this.batches.read(id, ownerOf(request));
    await sendCsv(this.resultsOf(batch, request), response);
  }

  @Delete(':id')
  async remove(
    @Param('id') id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<BatchSnapshot | undefined> {
    const canceled = await this.batches.remove(id, ownerOf(request));
    if (canceled) return this.snapshotOf(canceled);
    response.status(204);
    return undefined;
  }

  private snapshotOf(batch: Batch): BatchSnapshot {
    return toBatchSnapshot(batch, this.config.pathPrefix);
  }

  private async *resultsOf(batch: Batch, request: Request): AsyncGenerator<BatchResult[]> {
    const language = languageOf(request);
    for await (const pictures of this.batches.pictures(batch)) {
      yield pictures.map((picture) => toBatchResult(picture, language));
    }
  }
}

async function* told(batches: AsyncGenerator<Batch>, prefix: string): AsyncGenerator<Told> {
  for await (const batch of batches) {
    yield { state: stateOf(batch), isLast: batch.finished !== null, snapshot: toBatchSnapshot(batch, prefix) };
  }
}
