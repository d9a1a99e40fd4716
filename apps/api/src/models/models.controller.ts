import { Controller, Get, Req } from '@nestjs/common';
import type { Request } from 'express';
import { sentence, type ModelListing } from '#contract';
import { languageOf } from '#platform';
import { ModelList } from './model-list.js';

@Controller('v1/models')
export class ModelsController {
  constructor(private readonly models: ModelList) {}

  @Get()
  async list(@Req() request: Request): Promise<ModelListing> {
    const { models, broken } = await this.models.catalogue();
    const code = 'model_broken';
    const detail = sentence(code, languageOf(request));
    return { models, broken: broken.map((model) => ({ ...model, code, detail })) };
  }
}
