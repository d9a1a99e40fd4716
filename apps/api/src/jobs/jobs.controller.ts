import { Controller, Delete, Get, Header, Inject, Param, Query, Req, Res, StreamableFile } from '@nestjs/common';
import type { Request, Response } from 'express';
import { encode } from 'fast-png';
import type { Snapshot } from '#contract';
import { languageOf, type Config } from '#platform';
import { ownerOf } from '../access/principal.js';
import { Closing } from '../http/closing.js';
import { patienceOf } from '../http/patience.js';
import { rendered } from '../saliency/render.js';
import { Saliency } from '../saliency/saliency.js';
import { CONFIG } from '../tokens.js';
import { Jobs } from './jobs.js';
import { toSnapshot } from './snapshot.js';
import { streamSnapshots } from './stream.js';

@Controller('v1/jobs/:id')
export class JobsController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly jobs: Jobs,
    private readonly saliency: Saliency,
    private readonly closing: Closing,
  ) {}

  @Get()
  @Header('Cache-Control', 'no-store')
  async show(
    @Param('id') id: string,
    @Query('wait') wait: unknown,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Snapshot> {
    const patience = patienceOf(wait);
    const job =
      patience > 0
        ? await this.jobs.wait(id, ownerOf(request), patience, this.closing.signalFor(response, 'poll'))
        : await this.jobs.read(id, ownerOf(request));
    return toSnapshot(await this.jobs.placed(job), languageOf(request), this.config.pathPrefix);
  }

  @Get('events')
  async events(@Param('id') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const jobs = this.jobs.follow(id, ownerOf(request), this.closing.signalFor(response, 'poll'));
    await streamSnapshots(jobs, request, response, this.config.pathPrefix);
  }

  @Get('input.png')
  @Header('Cache-Control', 'no-store')
  async input(@Param('id') id: string, @Req() request: Request): Promise<StreamableFile> {
    return png(encode(await this.jobs.input(id, ownerOf(request))));
  }

  @Get('saliency.png')
  @Header('Cache-Control', 'no-store')
  async explain(
    @Param('id') id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const signal = this.closing.signalFor(response, 'prediction');
    return png(rendered(await this.saliency.of(id, ownerOf(request), signal)));
  }

  @Delete()
  async remove(
    @Param('id') id: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Snapshot | undefined> {
    const canceled = await this.jobs.remove(id, ownerOf(request));
    if (canceled) return toSnapshot(canceled, languageOf(request), this.config.pathPrefix);
    response.status(204);
    return undefined;
  }
}

const png = (bytes: Uint8Array): StreamableFile => new StreamableFile(bytes, { type: 'image/png' });
