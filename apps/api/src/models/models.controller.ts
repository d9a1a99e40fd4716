import { Controller, Get } from '@nestjs/common';
import { ModelList, type ModelSummary } from './model-list.js';

@Controller('v1/models')
export class ModelsController {
  constructor(private readonly models: ModelList) {}

  @Get()
  async list(): Promise<{ models: ModelSummary[] }> {
    return { models: await this.models.summaries() };
  }
}
