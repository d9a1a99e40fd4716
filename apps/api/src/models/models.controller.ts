import { Controller, Get, Req } from '@nestjs/common';
import type { Request } from 'express';
import { sentence, type ErrorCode, type ServedModel } from '#contract';
import { languageOf } from '#platform';
import type { ModelSummary } from './catalogue.js';
import { ModelList } from './model-list.js';

interface BrokenSummary extends ServedModel {
  code: ErrorCode;
  detail: string;
}

@Controller('v1/models')
export class ModelsController {
  constructor(private readonly models: ModelList) {}

  @Get()
  async list(@Req() request: Request): Promise<{ models: ModelSummary[]; broken: BrokenSummary[] }> {
    const { models, broken } = await this.models.catalogue();
    const code = 'model_broken';
    const detail = sentence(code, languageOf(request));
    return { models, broken: broken.map((model) => ({ ...model, code, detail })) };
  }
}
