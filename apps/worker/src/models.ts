import { Injectable, Logger } from '@nestjs/common';
import type { ModelReference, ServedModel } from '#contract';
import { ModelRegistry, type MicroBatcher } from '#engine';
import { findModel, readModels } from '#platform';

/** The models of the models folder, ready to predict. */
@Injectable()
export class Models {
  private readonly logger = new Logger(Models.name);

  constructor(
    private readonly folder: string,
    private readonly registry: ModelRegistry,
  ) {}

  get warm(): readonly ServedModel[] {
    return this.registry.warm;
  }

  /** @returns null if there is no such model */
  async open(reference: ModelReference): Promise<MicroBatcher | null> {
    const { models, broken } = await readModels(this.folder);
    for (const { folder, reason } of broken) this.logger.warn(`${folder} is not a model: ${reason}`);
    const found = findModel(models, reference);
    return found && this.registry.open(found);
  }

  async dispose(): Promise<void> {
    await this.registry.dispose();
  }
}
